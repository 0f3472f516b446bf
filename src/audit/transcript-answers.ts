import { canonicalJson } from '../canonical-json';
import type { RunResult } from '../runs/run';

/** A run with the evaluation and number that name it for ever. */
export interface NamedRun {
  readonly evaluation: string;
  readonly run: number;
  /** What its activity was asked. */
  readonly request: unknown;
  readonly result: RunResult;
}

/**
 * What a run hashed of its answers, made again from its transcript and its letters: per item the letter and the answers
 * of the attempt that counts, which is the last one. A timed-out item has no answer.
 */
export function answersIn(
  transcript: Uint8Array,
  { evaluation, run, result: { letters } }: NamedRun,
): string {
  const told = [...attempts(transcript).values()].map(({ answers }, place) => {
    const letter = letters.charAt(place);
    return letter === 'T' ? { letter, unanswered: `${evaluation}#${run}` } : { letter, answers };
  });
  return canonicalJson(told);
}

interface Attempt {
  readonly attempt: number;
  readonly answers: readonly unknown[];
}

/** The last attempt at each item, in the order in which the items were asked. */
function attempts(transcript: Uint8Array): ReadonlyMap<string, Attempt> {
  const items = new Map<string, Attempt>();
  for (const line of new TextDecoder().decode(transcript).split('\n')) {
    const { item, attempt, answer } = line === '' ? {} : Object(JSON.parse(line));
    if (typeof item !== 'string') continue;
    const before = items.get(item);
    const answers = before && before.attempt === attempt ? before.answers : [];
    const raw: unknown = Object(answer).raw;
    items.set(item, { attempt, answers: raw === undefined ? answers : [...answers, raw] });
  }
  return items;
}
