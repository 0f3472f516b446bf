import { isJsonObject, type Json } from '../src/json';
import type { Question, RawAnswer } from '../src/variants/variant';

/** Asks an OpenAI-compatible endpoint one question at temperature 0; the answer as it came. */
export async function askEndpoint(
  { url, model }: { readonly url: string; readonly model: string },
  question: Question,
): Promise<RawAnswer> {
  const response = await fetch(`${url}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(requestBody(model, question)),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status}: ${text}`);
  const body: Json = JSON.parse(text);
  return rawAnswer(body);
}

function requestBody(model: string, question: Question) {
  const { messages, tools, answerSchema, maxTokens } = question;
  return {
    model,
    messages,
    temperature: 0,
    max_tokens: maxTokens,
    ...(tools && { tools: tools.map((tool) => ({ type: 'function', function: tool })) }),
    ...(answerSchema && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'answer', schema: answerSchema, strict: true },
      },
    }),
  };
}

function rawAnswer(body: Json): RawAnswer {
  const choice = at(at(body, 'choices'), 0);
  const message = at(choice, 'message');
  const calls = at(message, 'tool_calls');
  return {
    text: textOf(at(message, 'content')),
    toolCalls: (isList(calls) ? calls : []).map((call) => ({
      name: textOf(at(at(call, 'function'), 'name')),
      argumentsText: textOf(at(at(call, 'function'), 'arguments')),
    })),
    finishReason: FINISH[textOf(at(choice, 'finish_reason'))] ?? 'other',
  };
}

const FINISH: Readonly<Record<string, RawAnswer['finishReason']>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  content_filter: 'content-filter',
};

function at(value: Json | undefined, key: string | number): Json | undefined {
  if (typeof key === 'number') return isList(value) ? value[key] : undefined;
  return isJsonObject(value) ? value[key] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
