import type { Call } from '../suites/answer-key';
import type { Intent } from './conduct';
import { decisionValue } from './decision-value';
import { intendedCalls } from './intended-calls';
import type { Occasion } from './occasion';
import { questionValue } from './question-value';
import { prose, written } from './wording';

/** What the assistant says. */
export interface Answer {
  readonly content: string | null;
  readonly toolCalls: readonly { readonly name: string; readonly argumentsText: string }[];
  readonly finish: 'stop' | 'tool_calls' | 'length';
}

/** The intended answer in the form that the request asks for. */
export function answer(occasion: Occasion, intent: Intent): Answer {
  const { item, shape } = occasion.asked;
  const calls = item === undefined ? [] : intendedCalls(item, intent, occasion.key);
  if (shape === 'tools') return withTools(occasion, calls, intent);
  const text = textFor(occasion, calls);
  // Only the tools protocol can be missed by calls in plain text; elsewhere such calls end unreadable.
  return intent === 'malformed' || intent === 'bare-json'
    ? { content: cutShort(text), toolCalls: [], finish: 'length' }
    : { content: text, toolCalls: [], finish: 'stop' };
}

function textFor(occasion: Occasion, calls: readonly Call[]): string {
  const { shape, text } = occasion.asked;
  const schema = occasion.request.answerSchema ?? {};
  switch (shape) {
    case 'tools':
    case 'text':
      return callsInText(occasion, calls);
    case 'schema':
    case 'schema+examples':
      return written(occasion, decisionValue(schema, calls));
    case 'question':
    case 'question+examples':
      return written(occasion, questionValue(schema, calls, text));
  }
}

/** One JSON object a line, or a sentence where no call is made. */
function callsInText(occasion: Occasion, calls: readonly Call[]): string {
  if (calls.length === 0) return prose(occasion);
  return calls
    .map((call) => written(occasion, { tool: call.tool, arguments: call.arguments }))
    .join('\n');
}

function withTools(occasion: Occasion, calls: readonly Call[], intent: Intent): Answer {
  if (calls.length === 0) return { content: prose(occasion), toolCalls: [], finish: 'stop' };
  if (intent === 'bare-json') {
    return { content: callsInText(occasion, calls), toolCalls: [], finish: 'stop' };
  }
  const toolCalls = calls.map((call) => {
    const argumentsText = written(occasion, call.arguments);
    return {
      name: call.tool,
      argumentsText: intent === 'malformed' ? cutShort(argumentsText) : argumentsText,
    };
  });
  return { content: null, toolCalls, finish: 'tool_calls' };
}

/** What is left of an answer that hits its token limit: never JSON any more. */
function cutShort(text: string): string {
  return text.slice(0, Math.floor(text.length * 0.8));
}
