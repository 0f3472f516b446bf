import type { Json } from '../json';
import type { Answer } from '../play/answer';
import type { Occasion } from '../play/occasion';

export interface Around {
  readonly occasion: Occasion;
  readonly table: string;
  readonly timings: {
    readonly queueMs: number;
    readonly loadMs: number;
    readonly answerMs: number;
  };
}

/** The answer as an OpenAI-compatible body. Ids, times and `created` apart, it depends on the answer alone. */
export function completion(answer: Answer, { occasion, table, timings }: Around): Json {
  const { request, model, sinceLoad } = occasion;
  const promptTokens = tokens(request.messages.map(({ content }) => content).join('\n'));
  const completionTokens = tokens((answer.content ?? '') + JSON.stringify(answer.toolCalls));
  return {
    id: `chatcmpl-simulated-${model.name}-${sinceLoad}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: model.servedModel,
    system_fingerprint: `simulated-${table}`,
    choices: [{ index: 0, message: message(answer), logprobs: null, finish_reason: answer.finish }],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
    timings: {
      queue_ms: Math.round(timings.queueMs),
      load_ms: timings.loadMs,
      predicted_ms: timings.answerMs,
    },
  };
}

function message({ content, toolCalls }: Answer): Json {
  if (toolCalls.length === 0) return { role: 'assistant', content };
  return {
    role: 'assistant',
    content,
    tool_calls: toolCalls.map(({ name, argumentsText }, index) => ({
      id: `call_${index}`,
      type: 'function',
      function: { name, arguments: argumentsText },
    })),
  };
}

/** Four characters to a token: near enough to be counted and paid for. */
function tokens(text: string): number {
  return Math.max(1, Math.ceil(text.length / 4));
}
