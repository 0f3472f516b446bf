import { isJsonObject, type JsonObject, toJson } from '../json';
import type { KeyTool } from '../suites/answer-key';
import type { Place } from '../table/place';

/** What a server sees of a chat completion request. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Empty where the request has no `tools`. */
  readonly tools: readonly KeyTool[];
  /** The schema that the answer must fit; null where the request asks for none. */
  readonly answerSchema: JsonObject | null;
  /** In [0, 2]; 1 where the request has none, as OpenAI's endpoint has it. */
  readonly temperature: number;
  readonly seed: number | null;
}

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** Reads a request's body; what is wrong with it is noted at its place. */
export function readChatRequest(root: Place): ChatRequest {
  if (root.at('stream').value === true) root.at('stream').complain('false, since it never streams');
  const temperature = root.at('temperature');
  const seed = root.at('seed');
  return {
    model: root.at('model').text(),
    messages: root.at('messages').list().map(readMessage),
    tools: root.at('tools').present ? root.at('tools').list().map(readTool) : [],
    answerSchema: readAnswerSchema(root.at('response_format')),
    temperature: temperature.present ? temperature.number({ min: 0, max: 2 }) : 1,
    seed: seed.present ? seed.number({ min: -(2 ** 53), whole: true }) : null,
  };
}

function readMessage(place: Place): ChatMessage {
  return { role: place.at('role').text(), content: contentText(place.at('content').value) };
}

/** Text as it is, or the text parts of a content list; calls alone have no content. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => toJson(part))
    .map((part) => (isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

function readTool(place: Place): KeyTool {
  const parameters = toJson(place.at('function').at('parameters').value);
  return {
    name: place.at('function').at('name').text(),
    parameters: isJsonObject(parameters) ? parameters : { type: 'object' },
  };
}

function readAnswerSchema(format: Place): JsonObject | null {
  if (format.at('type').value !== 'json_schema') return null;
  const schema = toJson(format.at('json_schema').at('schema').value);
  if (isJsonObject(schema)) return schema;
  format.at('json_schema').at('schema').complain('a JSON Schema object');
  return {};
}
