import { isJsonObject, type JsonObject, parseJson } from '../json';
import { type AnswerKey, findItem, type KeyItem } from '../suites/answer-key';
import type { Shape } from '../table/table';
import type { ChatMessage, ChatRequest } from './chat-request';
import { propertiesOf } from './schema';

/** What a request is about, told from the request alone. */
export interface Asked {
  readonly shape: Shape;
  /** Undefined: none of the items that the server knows, as for a warm-up call. */
  readonly item: KeyItem | undefined;
  /** The last thing the user says. */
  readonly text: string;
  /** Messages of the conversation, without system messages and worked examples. */
  readonly conversation: number;
}

export function understand(request: ChatRequest, key: AnswerKey): Asked {
  const text = request.messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const spoken = request.messages.filter(({ role }) => role !== 'system');
  const examples = workedExamples(spoken, key);
  return {
    shape: shapeOf(request, { text, examples }),
    item: findItem(key, text),
    text,
    conversation: spoken.length - 2 * examples,
  };
}

function shapeOf(
  request: ChatRequest,
  { text, examples }: { readonly text: string; readonly examples: number },
): Shape {
  if (request.tools.length > 0) return 'tools';
  if (request.answerSchema === null) return 'text';
  const shown = examples >= 2;
  if (isQuestion(request.answerSchema, text)) return shown ? 'question+examples' : 'question';
  return shown ? 'schema+examples' : 'schema';
}

/** A small question has one field to fill in, and that field holds no list of calls. */
function isQuestion(schema: JsonObject, text: string): boolean {
  const [field, ...others] = Object.values(propertiesOf(schema));
  if (!isJsonObject(field) || others.length > 0) return false;
  return toolNamed(text) !== undefined || !holdsCalls(field);
}

function holdsCalls(field: JsonObject): boolean {
  const items = field['items'];
  if (!isJsonObject(items)) return false;
  return items['anyOf'] !== undefined || items['oneOf'] !== undefined || items['type'] === 'object';
}

/** The tool that an argument question names, in a line of its own. */
export function toolNamed(text: string): string | undefined {
  return /^Tool: *([\w.-]+)/m.exec(text)?.[1];
}

/**
 * Turns of a user and an assistant that answer in JSON something that is no item:
 * examples are none of the items, an earlier turn of a shared conversation is one.
 */
function workedExamples(spoken: readonly ChatMessage[], key: AnswerKey): number {
  return spoken.filter(
    ({ role, content }, index) =>
      role === 'assistant' &&
      typeof parseJson(content) === 'object' &&
      findItem(key, spoken[index - 1]?.content ?? '') === undefined,
  ).length;
}
