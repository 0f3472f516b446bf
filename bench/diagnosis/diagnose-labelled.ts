import { confirmCapabilityLimit } from '../../src/diagnosis/confirm-capability-limit';
import { diagnose } from '../../src/diagnosis/diagnose';
import type { Diagnosis, OutcomeGrid } from '../../src/diagnosis/diagnosis';
import { runMarks } from '../../src/diagnosis/run-marks';
import type { LabelledEvaluation } from './labelled-evaluation';

/** What the rules say of an evaluation; they are told everything but its cause. */
export function diagnoseLabelled(evaluation: LabelledEvaluation): Diagnosis {
  return confirmCapabilityLimit(diagnose(gridOf(evaluation)), evaluation.untried);
}

/** The grid of outcomes, with the conditions that a study would know too. */
export function gridOf({ spec, mask, runs, ended }: LabelledEvaluation): OutcomeGrid {
  const rows = runs.map(({ letters }) => letters);
  const passes = rows.map((row) => row.replaceAll(/[^P]/g, '').length);
  return {
    rows,
    marks: runMarks(passes, mask.length),
    callDue: Array.from(mask, (kind) => kind === 'a'),
    coldReadable: isColdReadable(runs),
    conditions: {
      spec,
      startStates: runs.map(({ startState }) => startState),
      latency: runs.map(({ firstMs, medianMs, p95Ms }) => ({ firstMs, medianMs, p95Ms })),
      answers: runs.map(({ answers }) => answers),
      voids: runs.flatMap(({ voids }, run) => voids.map((code) => ({ run: run + 1, code }))),
      ended: ended ?? null,
    },
  };
}

function isColdReadable([first, ...later]: LabelledEvaluation['runs']): boolean {
  return (
    first?.startState === 'cold' &&
    [first, ...later].every(({ voids }) => voids.length === 0) &&
    later.every(({ startState }) => startState === 'as-is')
  );
}
