import { blockTests } from '../../src/diagnosis/block-tests';
import { diagnose } from '../../src/diagnosis/diagnose';
import { runMarks } from '../../src/diagnosis/run-marks';
import { OUTCOMES } from '../../src/outcomes/outcome';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { populationVariance } from '../../src/statistics/population-variance';
import type { Study } from '../../src/study/study';

/** The evidence that rows of outcome letters are; what costs time and nobody asks for is left out. */
export function summaryOf(
  evaluation: string,
  spec: Spec,
  {
    rows,
    policy,
    kinds,
  }: {
    readonly rows: readonly string[];
    readonly policy: Study['policy'];
    /** Per item: `a` a call is due, `r` none is. */
    readonly kinds: string;
  },
): EvaluationSummary {
  const items = kinds.length;
  const passesByRun = rows.map((row) => count(row, 'P'));
  const marks = runMarks(passesByRun, items);
  const callDue = Array.from(kinds, (kind) => kind === 'a');
  // Only runs that differ are looked at for order.
  const differ = populationVariance(passesByRun.map((p) => p / items)) > policy.maxVariance;
  return {
    evaluation,
    specId: specId(spec),
    spec,
    runs: rows.length,
    items,
    passesByItem: callDue.map((_, item) => rows.filter((row) => row.charAt(item) === 'P').length),
    passesByRun,
    marks,
    ...letterCounts(rows, kinds),
    blocks: differ ? blockTests(rows) : { early: null, late: null },
    identicalAnswers: new Set(rows).size === 1,
    startStates: [],
    diagnosis: diagnose({ rows, marks, callDue, coldReadable: true }),
    measured: NOTHING_MEASURED,
  };
}

function letterCounts(
  rows: readonly string[],
  kinds: string,
): Pick<EvaluationSummary, 'action' | 'restraint' | 'letters'> {
  const where = (kind: string): string =>
    rows
      .map((row) =>
        Array.from(row)
          .filter((_, item) => kinds[item] === kind)
          .join(''),
      )
      .join('');
  const [actions, restraint, all] = [where('a'), where('r'), rows.join('')];
  const counts = Object.fromEntries(OUTCOMES.map((letter) => [letter, count(all, letter)]));
  return {
    action: { due: actions.length, right: count(actions, 'P') },
    restraint: {
      answered: restraint.length - count(restraint, 'T'),
      overCalled: count(restraint, 'O'),
    },
    letters: { ...NO_LETTERS, ...counts },
  };
}

const NOTHING_MEASURED: EvaluationSummary['measured'] = {
  latency: { medianMs: 0, p95Ms: 0, firstMs: 0 },
  queueMs: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: null,
  retriedRuns: 0,
  digests: [],
};

const NO_LETTERS = { P: 0, W: 0, A: 0, N: 0, O: 0, M: 0, T: 0 };

function count(letters: string, wanted: string): number {
  return letters.split(wanted).length - 1;
}
