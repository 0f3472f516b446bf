import { existsSync } from 'node:fs';
import { RatchetError } from '../errors';
import { asMeant } from './as-meant';
import { configuration } from './configuration';

/**
 * The models file that a command was told, else that of the environment.
 *
 * @throws {RatchetError} `MODELS_INVALID` saying where else it may be named
 */
export function modelsFileOf(asked: string | undefined): string {
  const file = asked === undefined ? configuration().modelsFile : asMeant(asked);
  if (existsSync(file)) return file;
  throw new RatchetError(
    'MODELS_INVALID',
    `Cannot read the models file ${file}: there is no such file\nName yours: --models FILE, or the environment variable RATCHET_MODELS`,
  );
}
