import type { LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import { z } from 'zod';
import { RatchetError } from '../../src/errors';
import { isSameModel } from '../../src/models/same-model';
import type { ModelAnswer, ModelRequest } from '../ports';
import { answerFault } from './answer-fault';
import { ask } from './ask';
import { callOptions } from './call-options';
import type { Endpoint } from './endpoint';
import { throughLanguageModel } from './language-model';
import { checkParams, withParams } from './pass-params';
import { clip } from './refusal';
import { UnreadableCallError } from './refusal-fault';
import { withoutKey } from './without-key';

/** Asks an endpoint once; see `ModelClient.complete`. */
export async function complete(
  endpoint: Endpoint,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  checkParams(request.params);
  checkTemperature(endpoint, request.temperature);
  try {
    const options = callOptions(request, endpoint.entry.provider);
    const result = await throughLanguageModel(
      endpoint,
      fetchFor(endpoint, request, signal),
      async (model) => model.doGenerate({ ...options, abortSignal: signal }),
    );
    return readAnswer(endpoint, result);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UnreadableCallError) return unreadableCall(error.message);
    throw answerFault(error, endpoint);
  }
}

function checkTemperature({ entry }: Endpoint, temperature: number): void {
  if (entry.provider !== 'anthropic' || temperature <= 1) return;
  throw new RatchetError(
    'SPEC_INAPPLICABLE',
    `Cannot ask model "${entry.name}" with temperature ${temperature}: Anthropic takes 0 to 1`,
  );
}

/** What the SDK calls instead of the built-in fetch: one guarded request, and only good answers come back. */
function fetchFor(
  endpoint: Endpoint,
  { question, params }: ModelRequest,
  signal: AbortSignal,
): typeof fetch {
  const carried = {
    tools: (question.tools?.length ?? 0) > 0,
    answerSchema: question.answerSchema !== undefined,
    factors: ['temperature', ...Object.keys(params)],
  };
  return async (input, init) => {
    const path = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    if (endpoint.key === null) ['authorization', 'x-api-key'].map((name) => headers.delete(name));
    const body = withParams(typeof init?.body === 'string' ? init.body : '{}', params);
    const reply = await ask(endpoint, { path, method: 'POST', headers, body, carried }, signal);
    return new Response(reply.text, { status: reply.status, headers: reply.headers });
  };
}

function readAnswer(endpoint: Endpoint, result: LanguageModelV3GenerateResult): ModelAnswer {
  const servedModel = result.response?.modelId || null;
  if (servedModel !== null) checkServedModel(endpoint, servedModel);
  const texts = result.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const calls = result.content.flatMap((part) => (part.type === 'tool-call' ? [part] : []));
  return {
    raw: {
      text: texts.join(''),
      toolCalls: calls.map(({ toolName, input }) => ({ name: toolName, argumentsText: input })),
      finishReason: result.finishReason.unified,
    },
    servedModel,
    usage: usageOf(result),
    queueMs: queueMsOf(result.response?.body),
  };
}

function checkServedModel({ entry, key }: Endpoint, served: string): void {
  if (isSameModel(entry.modelId, served, entry.servedAs)) return;
  throw new RatchetError(
    'SERVED_OTHER_MODEL',
    `Cannot count the answer of model "${entry.name}": "${entry.modelId}" was asked for, "${clip(withoutKey(served, key))}" answered; load the right model, or add that name to servedAs if it is the same`,
  );
}

function usageOf({ usage }: LanguageModelV3GenerateResult): ModelAnswer['usage'] {
  const { total: inputTokens } = usage.inputTokens;
  const { total: outputTokens } = usage.outputTokens;
  // What is no number of tokens must not enter a study's account.
  if (!isCount(inputTokens) || !isCount(outputTokens)) return null;
  return { inputTokens, outputTokens };
}

/** More than any context holds, and sums of it stay whole numbers. */
const MOST_TOKENS = 1_000_000_000;

function isCount(tokens: number | undefined): tokens is number {
  return Number.isInteger(tokens) && Number(tokens) >= 0 && Number(tokens) <= MOST_TOKENS;
}

/** More milliseconds than any limit on a call. */
const LONGEST_QUEUE_MS = 86_400_000;

const timed = z.looseObject({
  timings: z.looseObject({ queue_ms: z.number().min(0).max(LONGEST_QUEUE_MS) }),
});

function queueMsOf(body: unknown): number {
  const parsed = timed.safeParse(body);
  return parsed.success ? parsed.data.timings.queue_ms : 0;
}

/** A call that the endpoint itself could not read is an outcome of the item (M), not a void run. */
function unreadableCall(words: string): ModelAnswer {
  return {
    raw: { text: words, toolCalls: [], finishReason: 'error' },
    servedModel: null,
    usage: null,
    queueMs: 0,
  };
}
