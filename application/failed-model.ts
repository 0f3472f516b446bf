import { CallTimedOut } from '../activities/run/call-model';
import { RatchetError } from '../src/errors';
import type { FailedModel } from './answer';

/**
 * What a model's error says of it.
 *
 * @throws the error itself where it is none of a model: an aborted signal, a fault in the program
 */
export function failedModel(model: string, error: unknown): FailedModel {
  if (error instanceof CallTimedOut) {
    return { model, code: 'TIMED_OUT', message: `Model "${model}" gave ${error.message}` };
  }
  if (error instanceof RatchetError) return { model, code: error.code, message: error.message };
  throw error;
}

/**
 * No model of the route has answered.
 *
 * @returns `ROUTE_UNSERVED`, with a line per model
 */
export function unserved(phase: string, failed: readonly FailedModel[]): RatchetError {
  const lines = failed.map(({ model, code, message }) => `  ${model}: ${code}: ${message}`);
  return new RatchetError(
    'ROUTE_UNSERVED',
    [`No model of the route of phase "${phase}" answered:`, ...lines].join('\n'),
  );
}
