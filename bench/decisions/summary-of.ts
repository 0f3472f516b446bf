import { blockTests } from '../../src/diagnosis/block-tests';
import { diagnose } from '../../src/diagnosis/diagnose';
import { runMarks } from '../../src/diagnosis/run-marks';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { populationVariance } from '../../src/statistics/population-variance';
import type { Study } from '../../src/study/study';

/** The evidence that rows of 0 and 1 are; what costs time and nobody asks for is left out. */
export function summaryOf(
  evaluation: string,
  spec: Spec,
  {
    rows,
    policy,
  }: { readonly rows: readonly (readonly number[])[]; readonly policy: Study['policy'] },
): EvaluationSummary {
  const items = rows[0]?.length ?? 0;
  const passesByRun = rows.map((row) => row.reduce((sum, passed) => sum + passed, 0));
  const marks = runMarks(passesByRun, items);
  const right = passesByRun.reduce((sum, passes) => sum + passes, 0);
  const letters = rows.map((row) => row.map((passed) => (passed === 1 ? 'P' : 'W')).join(''));
  const callDue = Array.from({ length: items }, () => true);
  // Only runs that differ are looked at for order.
  const differ = populationVariance(passesByRun.map((p) => p / items)) > policy.maxVariance;
  return {
    evaluation,
    specId: specId(spec),
    spec,
    runs: rows.length,
    items,
    passesByItem: Array.from({ length: items }, (_, item) =>
      rows.reduce((sum, row) => sum + (row[item] ?? 0), 0),
    ),
    passesByRun,
    marks,
    action: { due: items * rows.length, right },
    restraint: { answered: 0, overCalled: 0 },
    letters: { P: right, W: items * rows.length - right, A: 0, N: 0, O: 0, M: 0, T: 0 },
    blocks: differ ? blockTests(letters) : { early: null, late: null },
    identicalAnswers: new Set(letters).size === 1,
    startStates: [],
    diagnosis: diagnose({ rows: letters, marks, callDue, coldReadable: true }),
    measured: {
      latency: { medianMs: 0, p95Ms: 0, firstMs: 0 },
      queueMs: 0,
      inputTokens: 0,
      outputTokens: 0,
      costUsd: null,
      retriedRuns: 0,
      digests: [],
    },
  };
}
