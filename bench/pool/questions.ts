import { z } from 'zod';
import { percentile } from '../../src/statistics/percentile';

/** A line of question-log.cjs. */
const line = z.object({
  refused: z.string().optional(),
  code: z.number().optional(),
  update: z.string().optional(),
  took: z.number().optional(),
  begun: z.number().optional(),
  kind: z.string().optional(),
  failed: z.string().optional(),
});

/** What became of the questions to a pool, in a few lines. */
export function describeQuestions(lines: readonly string[]): string {
  const entries = lines.map((text) => line.parse(JSON.parse(text)));
  const answered = entries.filter(({ kind }) => kind !== undefined);
  const kinds = counts(answered.map(({ update, kind }) => `${update} ${kind}`));
  const granted = answered.filter(({ kind }) => kind === 'granted').map(({ took = 0 }) => took);
  const renewed = answered.filter(({ update }) => update === 'renew').map(({ took = 0 }) => took);
  const begun = answered.flatMap(({ begun: ms }) => (ms === undefined ? [] : [ms]));
  const told = answered.filter(({ kind }) => kind === 'waiting').map(({ took = 0 }) => took);
  return [
    `answers: ${list(kinds)}`,
    `milliseconds until a question was taken up: ${times(begun)}`,
    `milliseconds of an answer: granted ${times(granted)}; waiting ${times(told)}; renewed ${times(renewed)}`,
    `attempts refused by the server: ${list(counts(entries.flatMap(({ refused, code }) => (refused === undefined ? [] : [`${code} ${refused}`]))))}`,
    `questions that failed: ${list(counts(entries.flatMap(({ update, failed }) => (failed === undefined ? [] : [`${update}: ${failed}`]))))}`,
  ].join('\n');
}

function counts(words: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}

function list(found: ReadonlyMap<string, number>): string {
  const told = [...found].map(([word, count]) => `${count} × ${word}`);
  return told.length === 0 ? 'none' : told.join(', ');
}

function times(taken: readonly number[]): string {
  const at = (share: number): string => (percentile(taken, share) ?? 0).toFixed(0);
  return `median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)}`;
}
