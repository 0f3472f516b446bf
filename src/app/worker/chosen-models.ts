import { existsSync } from 'node:fs';
import { loadModels } from '../../../activities/models/load-models';
import type { ModelEntry } from '../../../activities/ports';
import { RatchetError } from '../../errors';
import { didYouMean } from '../../nearest-word';
import { asMeant } from '../as-meant';

/** What `ratchet worker` was told of models. */
export interface WorkerArguments {
  /** A models file; or names of models of the usual one, which is said more plainly by `only`. */
  readonly models?: string;
  /** Names, separated by commas. */
  readonly only?: string;
}

/** The models that are known to a worker, and those of them that it serves. */
export interface ChosenModels {
  readonly models: Readonly<Record<string, ModelEntry>>;
  /** Undefined: all of them. */
  readonly serves: readonly string[] | undefined;
}

/**
 * Which models does a worker serve? A value of `models` is names only where there is no such file, and the usual file
 * has models of all these names.
 *
 * @throws {RatchetError} `MODELS_INVALID` where there is no such file; `MODEL_UNKNOWN`, naming the nearest name
 */
export async function chosenModels(
  { models: named, only }: WorkerArguments,
  usualFile: string,
): Promise<ChosenModels> {
  const file = named === undefined ? usualFile : asMeant(named);
  if (existsSync(file)) {
    const models = await loadModels(file);
    return { models, serves: only === undefined ? undefined : namesIn(only, Object.keys(models)) };
  }
  const meant = named !== undefined && only === undefined && existsSync(usualFile);
  const models = meant ? await loadModels(usualFile) : {};
  const names = listed(named ?? '');
  if (meant && names.every((name) => name in models)) return { models, serves: names };
  const instead = meant
    ? `; nor does ${usualFile} have models of that name, it has ${Object.keys(models).join(', ')}`
    : '';
  throw new RatchetError(
    'MODELS_INVALID',
    `Cannot read the models file ${file}: there is no such file${instead}\nName yours: --models FILE, or the environment variable RATCHET_MODELS`,
  );
}

function listed(names: string): readonly string[] {
  return names.split(',').map((word) => word.trim());
}

function namesIn(list: string, known: readonly string[]): readonly string[] {
  const names = listed(list);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new RatchetError(
    'MODEL_UNKNOWN',
    `--only: the models file has no "${unknown}"${didYouMean(unknown, known)}\nIt has: ${known.join(', ')}`,
  );
}
