import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { packageFolder } from '../../../activities/package-folder';
import type { ChosenModel } from './choice';
import { modeline, modelsText, studyText } from './texts';
import type { NewFile } from './write-files';

const ROOT = packageFolder();

/** Models that the files speak of: the one to begin with, and all that were found. */
export interface FoundModels {
  readonly chosen: ChosenModel;
  readonly offers: readonly ChosenModel[];
}

/** Study, suite and models file, each with the address of its schema for editors. */
export async function filesFor(
  folder: string,
  study: string,
  { chosen, offers }: FoundModels,
): Promise<readonly NewFile[]> {
  const schemas = relative(resolve(folder), join(ROOT, 'schemas'));
  const others = offers.filter(({ name }) => name !== chosen.name);
  const distinct = [...new Map(others.map((other) => [other.name, other])).values()];
  const texts = {
    study: studyText(study, chosen, distinct[0]?.name),
    suite: await readFile(join(ROOT, 'examples/init/suite.yaml'), 'utf8'),
    models: modelsText(chosen, distinct),
  };
  return (['study', 'suite', 'models'] as const).map((kind) => ({
    path: join(folder, `${kind}.yaml`),
    text: modeline(schemas, kind) + texts[kind],
  }));
}
