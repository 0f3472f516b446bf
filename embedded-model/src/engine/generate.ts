import type { LlamaChatResponse, LlamaGrammar, Token } from 'node-llama-cpp';
import type { ChatRequest } from '../chat/chat-request.ts';
import { type HistoryItem, toHistory } from '../chat/history.ts';
import { ApiError } from '../http/api-error.ts';
import type { Answer } from './answer.ts';
import { computePrompt } from './compute-prompt.ts';
import { conversationKey } from './conversation-key.ts';
import type { Slot } from './conversation-slots.ts';
import { type Functions, toFunctions } from './functions.ts';
import type { LoadedModel } from './loaded-model.ts';

/** The engine keeps this much of a context free, and would drop old turns rather than use it. */
const RESERVE_TOKENS = 16;

interface Generation {
  readonly loaded: LoadedModel;
  readonly request: ChatRequest;
  readonly grammar: LlamaGrammar | undefined;
  readonly signal: AbortSignal;
}

/** The answer to a request, but for the time it waited. */
export type Generated = Omit<Answer, 'timings'> & {
  readonly timings: Readonly<{ prompt: number; generate: number }>;
};

/**
 * Answers one request with a loaded model.
 *
 * @throws ApiError 400 when the conversation does not fit into the context
 * @throws the signal's reason when it is aborted
 */
export async function generate(generation: Generation): Promise<Generated> {
  const { loaded, request, signal } = generation;
  const started = performance.now();
  const slot = loaded.slots(conversationKey(request));
  const history = toHistory(request.messages);
  const functions = toFunctions(request.tools);
  const prompt = promptTokens(slot, history, functions);
  const maxTokens = Math.min(request.maxTokens, roomFor(prompt, loaded.context.contextSize));
  const cached = await computePrompt(slot, prompt, signal);
  const usedBefore = slot.chat.sequence.tokenMeter.usedOutputTokens;
  const clock = firstTokenClock();
  const response = await slot.chat.generateResponse(history, {
    ...samplingOptions(request),
    ...constraint(generation, functions),
    maxTokens,
    signal,
    onToken: clock.tick,
  });
  const ended = performance.now();
  const completion = slot.chat.sequence.tokenMeter.usedOutputTokens - usedBefore;
  return {
    ...readResponse(response),
    usage: { prompt: prompt.length, cached, completion },
    timings: { prompt: clock.first(ended) - started, generate: ended - clock.first(ended) },
  };
}

function promptTokens(
  { chat }: Slot,
  history: readonly HistoryItem[],
  functions: Functions | undefined,
): readonly Token[] {
  const { contextText } = chat.chatWrapper.generateContextState({
    chatHistory: history,
    ...(functions ? { availableFunctions: functions, documentFunctionParams: true } : {}),
  });
  return contextText.tokenize(chat.model.tokenizer);
}

function roomFor(prompt: readonly Token[], contextTokens: number): number {
  const room = contextTokens - RESERVE_TOKENS - prompt.length;
  if (room > 0) return room;
  throw new ApiError(
    400,
    `messages: expected at most ${contextTokens - RESERVE_TOKENS} tokens, found ${prompt.length}`,
    { code: 'context_length_exceeded', param: 'messages' },
  );
}

function samplingOptions({ sampling, stop }: ChatRequest) {
  const { temperature, topP, seed } = sampling;
  return {
    temperature,
    topP,
    ...(seed === undefined ? {} : { seed: seed >>> 0 }),
    repeatPenalty: false,
    customStopTriggers: stop,
  } as const;
}

function constraint({ grammar, request }: Generation, functions: Functions | undefined) {
  if (functions) {
    return {
      functions,
      documentFunctionParams: true,
      ...(request.singleCall ? { maxParallelFunctionCalls: 1 } : {}),
    };
  }
  return grammar ? { grammar, trimWhitespaceSuffix: true } : {};
}

function readResponse({
  response,
  functionCalls,
  metadata,
}: LlamaChatResponse<Functions>): Pick<Answer, 'text' | 'calls' | 'finish'> {
  const calls = (functionCalls ?? []).map((call) => ({
    name: call.functionName,
    arguments: call.params ?? {},
  }));
  if (calls.length > 0) return { text: response, calls, finish: 'tool_calls' };
  return { text: response, calls, finish: metadata.stopReason === 'maxTokens' ? 'length' : 'stop' };
}

function firstTokenClock() {
  let first: number | undefined;
  return {
    tick: () => {
      first ??= performance.now();
    },
    first: (otherwise: number) => first ?? otherwise,
  };
}
