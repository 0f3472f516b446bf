import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Environment } from '../activities/models/endpoint';
import { RatchetError } from '../src/errors';

const USUAL_NAME = 'models.yaml';

/**
 * Which models file is meant: the one that was given, the one that `RATCHET_MODELS` names, the one beside the routing
 * file, or the one in the working folder.
 *
 * @throws {RatchetError} `MODELS_INVALID` where there is none
 */
export function findModelsFile(
  given: string | undefined,
  { routingFile, env }: { readonly routingFile: string; readonly env: Environment },
): string {
  const named = given ?? env['RATCHET_MODELS'];
  if (named) return resolve(named);
  const places = [join(dirname(resolve(routingFile)), USUAL_NAME), resolve(USUAL_NAME)];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new RatchetError(
    'MODELS_INVALID',
    `Cannot find the models file: neither ${places.join(' nor ')} is there; name it by RATCHET_MODELS, or by the option "models" (on the command line --models FILE)`,
  );
}
