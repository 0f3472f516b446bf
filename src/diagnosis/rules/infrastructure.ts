import type { Conditions, Diagnosis, OutcomeGrid } from '../diagnosis';
import { numbersFrom, ofAll, rounded } from '../grid';
import { outage } from '../outage';
import type { Rule } from './rule';

/** The most that chance may explain of a block. */
const LEVEL = 0.01;

/**
 * The trouble lies between us and the model: runs that were void, another model that answered, an outage as one block,
 * answers from a cache. A change of the spec would mend none of it.
 */
export const infrastructure: Rule = (grid) =>
  ended(grid) ?? voidRuns(grid) ?? block(grid) ?? cached(grid);

function ended({ rows, conditions }: OutcomeGrid): Diagnosis | undefined {
  const code = conditions?.ended ?? null;
  if (code === null) return undefined;
  return {
    class: 'infrastructure',
    sentence: `No run could be made after run ${rows.length} (${code}); the same runs, made once the endpoint is in order, would disprove it`,
    evidence: { items: [], runs: [rows.length + 1], numbers: { validRuns: rows.length } },
    confidence: 1,
  };
}

function voidRuns({ rows, conditions }: OutcomeGrid): Diagnosis | undefined {
  const voids = conditions?.voids ?? [];
  if (voids.length === 0) return undefined;
  const runs = [...new Set(voids.map(({ run }) => run))];
  const codes = [...new Set(voids.map(({ code }) => code))].join(', ');
  return {
    class: 'infrastructure',
    sentence: `${ofAll(runs.length, rows.length)} runs had to be made again because of the endpoint (${codes}); an evaluation without void runs would show what else is wrong`,
    evidence: { items: [], runs, numbers: { voidAttempts: voids.length, runs: rows.length } },
    confidence: 1,
  };
}

function block(grid: OutcomeGrid): Diagnosis | undefined {
  const found = outage(grid);
  if (!found || found.chance > LEVEL) return undefined;
  const { first, runs, chance } = found;
  return {
    class: 'infrastructure',
    sentence: `Nothing was right in runs ${first} to ${first + runs - 1} of ${grid.rows.length}, and what failed there was right before and after: an outage; the same failures in the same runs of another evaluation would disprove it`,
    evidence: { items: [], runs: numbersFrom(first, runs), numbers: { outageRuns: runs } },
    confidence: rounded(1 - chance),
  };
}

function cached({ rows, conditions }: OutcomeGrid): Diagnosis | undefined {
  if (!conditions || !isFromCache(conditions)) return undefined;
  const { spec, latency } = conditions;
  const [first, ...later] = latency.map(({ medianMs }) => medianMs);
  return {
    class: 'infrastructure',
    sentence: `The answers of all ${rows.length} runs are the same at temperature ${spec.temperature} with a seed of their own each, and an item took ${first} ms in the first run and at most ${Math.max(...later)} ms later: they come from a cache; one other answer would disprove it`,
    evidence: {
      items: [],
      runs: numbersFrom(2, rows.length - 1),
      numbers: { firstMs: first ?? 0, laterMs: Math.max(...later) },
    },
    confidence: 0.95,
  };
}

/** Sampled afresh, answers differ; computed afresh, they take their time. */
function isFromCache({ spec, answers, latency }: Conditions): boolean {
  if (spec.temperature === 0 || answers.length < 3 || new Set(answers).size > 1) return false;
  const [first = 0, ...later] = latency.map(({ medianMs }) => medianMs);
  return later.every((medianMs) => medianMs * 10 <= first);
}
