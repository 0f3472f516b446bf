import type { RecordedCall } from '../../../runs/parse-transcript';
import type { MeasuredItem } from './measured-evaluation';

/** The calls of the attempt that counts, which is the last one. */
export function countedCalls({ calls }: MeasuredItem): readonly RecordedCall[] {
  const last = attemptsOf(calls);
  return calls.filter(({ attempt }) => attempt === last);
}

/** How often the item was tried; 0 where no transcript tells. */
export function attemptsOf(calls: readonly RecordedCall[]): number {
  return calls.at(-1)?.attempt ?? 0;
}

/** Milliseconds of model calls in the attempt that counts; null where no transcript tells. */
export function latencyOf(item: MeasuredItem): number | null {
  const counted = countedCalls(item);
  return counted.length === 0 ? null : counted.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
}

export interface TokenCount {
  readonly input: number;
  readonly output: number;
}

/** Over all attempts; null where the endpoint told nothing. */
export function tokensOf({ calls }: MeasuredItem): TokenCount | null {
  const told = calls.flatMap(({ answer }) => answer?.usage ?? []);
  if (told.length === 0) return null;
  return {
    input: told.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    output: told.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}

/** What the user says last in the first question; null where no transcript tells. */
export function promptOf(item: MeasuredItem): string | null {
  const [first] = countedCalls(item);
  return first?.question.messages.findLast(({ role }) => role === 'user')?.content ?? null;
}

export interface ToldAnswer {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly argumentsText: string }[];
}

/** What the model said in the attempt that counts, call by call; a call that timed out said nothing. */
export function answersOf(item: MeasuredItem): readonly ToldAnswer[] {
  return countedCalls(item).flatMap(({ answer }) =>
    answer ? [{ text: answer.raw.text, toolCalls: answer.raw.toolCalls }] : [],
  );
}

/** The answers as a person reads them: the text, and each tool call as `name(arguments)`. */
export function answerText(item: MeasuredItem): string {
  return answersOf(item)
    .flatMap(({ text, toolCalls }) => [
      ...(text === '' ? [] : [text]),
      ...toolCalls.map(({ name, argumentsText }) => `${name}(${argumentsText})`),
    ])
    .join('\n');
}

/** Its name, or its place where no transcript tells the name. */
export function nameOf({ id, place }: MeasuredItem): string {
  return id ?? `item-${place}`;
}
