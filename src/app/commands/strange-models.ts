import { loadModels } from '../../../activities/models/load-models';
import { didYouMean } from '../../nearest-word';
import { parseStudy } from '../../study/parse-study';
import { modelsOf } from '../../study/phase-values';
import type { Study } from '../../study/study';
import { readStudyFile } from '../read-study-file';

/**
 * Models that a study names and that none of the models files beside it has, each with the nearest that there is: a
 * study like this is refused when it starts.
 *
 * @throws {RatchetError} where one of the files cannot be used
 */
export async function strangeModels(
  studyFile: string,
  modelsFiles: readonly string[],
): Promise<readonly string[]> {
  const parsed = parseStudy(await readStudyFile(studyFile));
  if (!parsed.ok) return [];
  const loaded = await Promise.all(modelsFiles.map((file) => loadModels(file)));
  const known = loaded.flatMap((models) => Object.keys(models));
  return modelsMissing(parsed.value, known, modelsFiles).map((text) => `${studyFile}: ${text}`);
}

/** A sentence for each model that the study names and the models files do not. */
export function modelsMissing(
  study: Study,
  known: readonly string[],
  modelsFiles: readonly string[],
): readonly string[] {
  const baselines = study.phases.flatMap(({ baseline }) => baseline ?? []);
  return modelsOf(study, baselines)
    .filter((model) => !known.includes(model))
    .map(
      (model) =>
        `it names the model "${model}"; there are ${known.join(', ')} in ${modelsFiles.join(', ')}${didYouMean(model, known)}`,
    );
}
