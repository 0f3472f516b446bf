import { chatMessage } from './chat-message';
import { filledIn } from './template';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The messages that a prompt stands for: a text is one of the user, JSON may be a list of messages. Variables are
 * filled in after JSON is read, so that a quotation mark in a value does no harm.
 *
 * @throws {RangeError} for what is neither
 */
export function messagesOf(prompt: string, variables: Variables): readonly unknown[] {
  const parsed = jsonIn(prompt);
  if (parsed !== undefined) return messagesIn(inside(parsed, variables), prompt);
  const text = filledIn(prompt, variables);
  const filled = jsonIn(text);
  if (filled !== undefined) return messagesIn(filled, text);
  if (/^\s*[[{]\s*["{[]/.test(text)) {
    throw new RangeError('its prompt begins like JSON, and is none once its variables are filled in');
  }
  return [{ role: 'user', content: text.trim() }];
}

/** Of lists and objects alone: a text may be a number by chance. */
function jsonIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inside(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') return filledIn(value, variables);
  if (Array.isArray(value)) return value.map((each) => inside(each, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, inside(each, variables)]),
  );
}

function messagesIn(value: unknown, text: string): readonly unknown[] {
  const list: unknown = Array.isArray(value) ? value : Object(value).messages;
  if (Array.isArray(list) && list.length > 0) return list.map(chatMessage);
  if (Array.isArray(value) || Object.keys(Object(value)).length > 0) {
    throw new RangeError('its prompt is JSON, but no list of messages with role and content');
  }
  return [{ role: 'user', content: text.trim() }];
}
