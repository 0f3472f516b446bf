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
  if (!existsSync(file)) return byName(only === undefined ? named : undefined, { file, usualFile });
  const models = await loadModels(file);
  return { models, serves: only === undefined ? undefined : namesIn(only, Object.keys(models)) };
}

/** What was given as a file is none: it may be names. */
async function byName(
  list: string | undefined,
  { file, usualFile }: { readonly file: string; readonly usualFile: string },
): Promise<ChosenModels> {
  if (list === undefined || !existsSync(usualFile)) throw noSuchFile(file, '');
  const models = await loadModels(usualFile);
  const serves = listed(list);
  if (serves.every((name) => name in models)) return { models, serves };
  const known = Object.keys(models);
  const near = didYouMean(serves.find((name) => !known.includes(name)) ?? '', known);
  throw noSuchFile(
    file,
    `, and ${usualFile} has no model of that name${near}\nIt has: ${known.join(', ')}`,
  );
}

function noSuchFile(file: string, more: string): RatchetError {
  return new RatchetError(
    'MODELS_INVALID',
    `Cannot read the models file ${file}: there is no such file${more}\nName yours: --models FILE, or the environment variable RATCHET_MODELS`,
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
