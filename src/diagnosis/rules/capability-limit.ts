import type { OutcomeGrid } from '../diagnosis';
import { countLetters, ofAll } from '../grid';
import type { Rule } from './rule';

/** "Nearly none": at most one due call of a hundred is right. */
const NEARLY = 0.01;

/**
 * No call that was due was ever right, or nearly none, and nothing else explains it: no time-out, no unreadable
 * answer, no void run, no answers that repeat where they were sampled afresh. It stands only once the variants that
 * could have done better were tried: `confirmCapabilityLimit`.
 */
export const capabilityLimit: Rule = (grid) => {
  const due = grid.callDue.flatMap((isDue, item) => (isDue ? [item] : []));
  const all = due.length * grid.rows.length;
  if (all === 0 || countLetters(grid, 'TM') > 0 || !isFresh(grid)) return undefined;
  const right = grid.rows.reduce(
    (count, row) => count + due.filter((item) => row.charAt(item) === 'P').length,
    0,
  );
  if (right > NEARLY * all) return undefined;
  return {
    class: 'capability-limit',
    sentence: `${ofAll(right, all)} due calls were right over ${grid.rows.length} runs, with no time-out, no unreadable answer and no void run; right calls by any variant would disprove it`,
    evidence: {
      items: due.map((item) => item + 1),
      runs: [],
      numbers: { dueCalls: all, rightCalls: right, runs: grid.rows.length },
    },
    confidence: 1 - right / all,
  };
};

/** Answers that are the same although each run was sampled with a seed of its own are no answers to be counted. */
function isFresh({ conditions }: OutcomeGrid): boolean {
  if (!conditions) return true;
  const { spec, answers, voids, ended } = conditions;
  const repeats = spec.temperature > 0 && answers.length > 1 && new Set(answers).size === 1;
  return voids.length === 0 && ended === null && !repeats;
}
