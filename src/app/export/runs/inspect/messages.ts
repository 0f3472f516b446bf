import type { RecordedAnswer, RecordedCall } from '../../../../runs/parse-transcript';
import { shortName } from '../digest';
import { countedCalls } from '../item-facts';
import type { MeasuredItem } from '../measured-evaluation';

interface ToolCall {
  readonly id: string;
  readonly function: string;
  readonly arguments: unknown;
  readonly type: 'function';
  readonly parse_error?: string;
}

/** A `ChatMessage` of Inspect. */
export interface ChatMessage {
  readonly id: string;
  readonly role: string;
  readonly content: string;
  readonly source?: 'input' | 'generate';
  readonly tool_calls?: readonly ToolCall[];
}

/** What the first question of the attempt that counts says. */
export function inputOf(item: MeasuredItem, sample: string): readonly ChatMessage[] {
  const [first] = countedCalls(item);
  return first ? questionMessages(first, sample) : [];
}

export function questionMessages(
  { question }: RecordedCall,
  sample: string,
): readonly ChatMessage[] {
  return question.messages.map(asInput(sample, 0));
}

/**
 * The attempt that counts as one conversation: each question and its answer. What a later question repeats of what was
 * said already is told once.
 */
export function conversationOf(item: MeasuredItem, sample: string): readonly ChatMessage[] {
  const told: ChatMessage[] = [];
  for (const call of countedCalls(item)) {
    told.push(...newIn(call, told).map(asInput(sample, told.length)));
    const answer = answerMessage(call, sample);
    if (answer) told.push(answer);
  }
  return told;
}

function newIn({ question }: RecordedCall, told: readonly ChatMessage[]) {
  const repeated = question.messages.findIndex(
    ({ role, content }, place) => told[place]?.role !== role || told[place]?.content !== content,
  );
  return repeated < 0 ? [] : question.messages.slice(repeated);
}

/** Within a sample conversations that begin alike have equal ids there; its data frames drop what has the id of another. */
function asInput(sample: string, before: number) {
  return (
    { role, content }: { readonly role: string; readonly content: string },
    place: number,
  ): ChatMessage => {
    const id = shortName(sample, before + place, role, content);
    return { id, role, content, source: 'input' };
  };
}

/**
 * Null: the call timed out.
 *
 * @param sample - its `uuid`
 */
export function answerMessage(
  { attempt, question, answer }: RecordedCall,
  sample: string,
): ChatMessage | null {
  if (!answer) return null;
  const { text, toolCalls } = answer.raw;
  const asked = JSON.stringify(question.messages);
  const id = shortName(sample, attempt, asked, text, JSON.stringify(toolCalls));
  return {
    id,
    role: 'assistant',
    content: text,
    source: 'generate',
    ...(toolCalls.length > 0 && { tool_calls: toolCallsOf(answer, id) }),
  };
}

function toolCallsOf({ raw }: RecordedAnswer, message: string): readonly ToolCall[] {
  return raw.toolCalls.map(({ name, argumentsText }, place) => {
    const call = { id: `${message}-${place + 1}`, function: name, type: 'function' } as const;
    const read = objectIn(argumentsText);
    return read
      ? { ...call, arguments: read }
      : { ...call, arguments: {}, parse_error: `no JSON object: ${argumentsText}` };
  });
}

function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
