import { randomUUID } from 'node:crypto';
import { parseRequest } from '../chat/parse-request.ts';
import type { Answer, AnsweredCall } from '../engine/answer.ts';
import type { ServedModel } from '../engine/model-shelf.ts';
import type { Call } from './call.ts';
import { findModel } from './find-model.ts';

/** Answers a chat completion request. */
export async function chatCompletion({ host, body, signal }: Call): Promise<unknown> {
  const request = parseRequest(await body());
  const served = findModel(host, request.model);
  return completionOf(served, await host.answer(served, request, signal));
}

function completionOf(served: ServedModel, answer: Answer): unknown {
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: served.name,
    system_fingerprint: `fp_${served.sha256.slice(0, 12)}`,
    choices: [
      { index: 0, message: messageOf(answer), logprobs: null, finish_reason: answer.finish },
    ],
    usage: usageOf(answer),
    timings: timingsOf(answer),
  };
}

function messageOf({ text, calls }: Answer): unknown {
  if (calls.length === 0) return { role: 'assistant', content: text };
  return {
    role: 'assistant',
    content: text === '' ? null : text,
    tool_calls: calls.map(toolCallOf),
  };
}

function toolCallOf(call: AnsweredCall): unknown {
  return {
    id: `call_${randomUUID()}`,
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  };
}

function usageOf({ usage }: Answer): unknown {
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
    prompt_tokens_details: { cached_tokens: usage.cached },
  };
}

function timingsOf({ timings }: Answer): unknown {
  return {
    queue_ms: Math.round(timings.queue),
    load_ms: Math.round(timings.load),
    prompt_ms: Math.round(timings.prompt),
    generate_ms: Math.round(timings.generate),
  };
}
