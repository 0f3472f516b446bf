import { RatchetError } from '../../src/errors';
import { isSameModel } from '../../src/models/same-model';
import type { ParsedProviderAnswer } from '../../src/plugins/parse-provider-answer';
import { type ModelAnswer, type ModelEntry, ThrottledError } from '../ports';

/**
 * A plug-in's answer as every client gives it.
 *
 * @throws {RatchetError} the code of what it says has failed, or `SERVED_OTHER_MODEL`
 * @throws {ThrottledError} when it says that the endpoint is busy
 */
export function readAnswer(entry: ModelEntry, told: ParsedProviderAnswer): ModelAnswer {
  if ('failed' in told) throw faultOf(entry, told);
  const { text, toolCalls, finishReason, servedModel, usage } = told;
  if (servedModel !== null) checkServed(entry, servedModel);
  const calls = toolCalls.map(({ name, arguments: given }) => ({
    name,
    argumentsText: typeof given === 'string' ? given : JSON.stringify(given),
  }));
  return { raw: { text, toolCalls: calls, finishReason }, servedModel, usage, queueMs: 0 };
}

/** @throws {RatchetError} `SERVED_OTHER_MODEL` */
export function checkServed({ name, modelId, servedAs }: ModelEntry, served: string): void {
  if (isSameModel(modelId, served, servedAs)) return;
  throw new RatchetError(
    'SERVED_OTHER_MODEL',
    `Cannot count the answer of model "${name}": "${modelId}" was asked for, "${served}" answered; load the right model, or add that name to servedAs if it is the same`,
  );
}

const CODES = {
  unreachable: 'MODEL_UNREACHABLE',
  unauthorized: 'MODEL_UNAUTHORIZED',
  'not-found': 'MODEL_NOT_FOUND',
  unsupported: 'SPEC_INAPPLICABLE',
} as const;

function faultOf(
  { name, plugin }: ModelEntry,
  { failed, message, retryAfterSeconds }: Extract<ParsedProviderAnswer, { failed: string }>,
): Error {
  const told = `Cannot ask model "${name}" through ${plugin?.file ?? ''}: ${message}`;
  if (failed !== 'busy') return new RatchetError(CODES[failed], told);
  return new ThrottledError(
    told,
    retryAfterSeconds === undefined ? null : retryAfterSeconds * 1000,
  );
}
