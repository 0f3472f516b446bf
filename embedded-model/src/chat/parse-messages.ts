import { badField, notServed } from '../http/api-error.ts';
import type { ChatMessage, ToolCall } from './chat-request.ts';
import { arrayAt, type JsonObject, objectAt, stringAt } from './fields.ts';

/**
 * Reads the conversation: at least one message, the last one from the user or a tool.
 *
 * @throws ApiError 400 naming the message and field
 */
export function parseMessages(value: unknown): readonly ChatMessage[] {
  const messages = arrayAt('messages', value).map((message, index) =>
    parseMessage(`messages[${index}]`, objectAt(`messages[${index}]`, message)),
  );
  const last = messages.at(-1);
  if (!last) throw badField('messages', 'at least one message', value);
  if (last.role !== 'user' && last.role !== 'tool') {
    throw badField(
      `messages[${messages.length - 1}].role`,
      '"user" or "tool" at the end',
      last.role,
    );
  }
  return messages;
}

function parseMessage(path: string, message: JsonObject): ChatMessage {
  const role = message['role'];
  const content = parseContent(`${path}.content`, message['content']);
  switch (role) {
    case 'system':
    case 'developer':
      return { role: 'system', content };
    case 'user':
      return { role, content };
    case 'assistant':
      return { role, content, toolCalls: parseToolCalls(path, message['tool_calls']) };
    case 'tool':
      return {
        role,
        content,
        toolCallId: stringAt(`${path}.tool_call_id`, message['tool_call_id']),
      };
    default:
      throw badField(`${path}.role`, '"system", "user", "assistant" or "tool"', role);
  }
}

/** Text, or parts that are all text. */
function parseContent(path: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return arrayAt(path, value)
    .map((part, index) => {
      const at = `${path}[${index}]`;
      const fields = objectAt(at, part);
      if (fields['type'] !== 'text') throw notServed(`${at}.type`, 'only "text" parts are served');
      return stringAt(`${at}.text`, fields['text']);
    })
    .join('');
}

function parseToolCalls(path: string, value: unknown): readonly ToolCall[] {
  if (value === undefined || value === null) return [];
  return arrayAt(`${path}.tool_calls`, value).map((call, index) => {
    const at = `${path}.tool_calls[${index}]`;
    const fields = objectAt(at, call);
    const called = objectAt(`${at}.function`, fields['function']);
    return {
      id: stringAt(`${at}.id`, fields['id']),
      name: stringAt(`${at}.function.name`, called['name']),
      arguments: parseArguments(`${at}.function.arguments`, called['arguments']),
    };
  });
}

function parseArguments(path: string, value: unknown): unknown {
  const text = stringAt(path, value);
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw badField(path, 'JSON in a string', value);
  }
}
