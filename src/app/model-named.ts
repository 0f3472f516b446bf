import type { ModelEntry } from '../../activities/ports';
import { RatchetError } from '../errors';
import { didYouMean } from '../nearest-word';

/** @throws {RatchetError} `MODEL_UNKNOWN`, naming the nearest one that the models file has */
export function modelNamed(models: Readonly<Record<string, ModelEntry>>, name: string): ModelEntry {
  const entry = models[name];
  if (entry) return entry;
  const names = Object.keys(models);
  throw new RatchetError(
    'MODEL_UNKNOWN',
    `The models file has no "${name}"${didYouMean(name, names)}\nIt has: ${names.join(', ')}`,
  );
}
