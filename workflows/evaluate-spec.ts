import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  patched,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { CHILD_CONTROL_SIGNAL, type ChildControl } from '../src/contract';
import type { EvaluationPlan, EvaluationResult } from '../src/runs/evaluation-plan';
import { endedBy, type MadeRun, requestOf, stoppedBy } from '../src/runs/made-runs';
import { specId } from '../src/spec/spec-id';
import { measureRun } from './activities';
import { isOrder } from './is-order';

/**
 * How long a run in flight may go on after a stop. Its result is of no more use; but one that is nearly done leaves a
 * whole transcript, and one that waits for a worker or an endpoint must not keep the study from ending.
 */
const STOP_GRACE = '30 seconds';

/** Marks evaluations whose last run gives its slot back at once; earlier ones kept it for a next run. */
const LAST_IS_TOLD = 'last-run-is-told';

export const childControl = defineSignal<[ChildControl]>(CHILD_CONTROL_SIGNAL);

/** Makes the runs of a plan, one after another, and says what they show together. */
export async function evaluateSpec(plan: EvaluationPlan): Promise<EvaluationResult> {
  const control = installControl();
  const evaluation = workflowInfo().workflowId;
  const made: MadeRun[] = [];
  for (const [place, step] of plan.steps.entries()) {
    await condition(() => !control.held || control.stopped);
    if (control.stopped) return stoppedBy(plan, evaluation, made);
    const run = place + 1;
    const tellsLast = run === plan.steps.length && patched(LAST_IS_TOLD);
    const summary = `${plan.name} · run ${run} of ${plan.steps.length} · ${specId(step.spec)}`;
    try {
      const result = await unlessStopped(control, () =>
        measureRun(requestOf(plan, evaluation, { place, tellsLast }), summary),
      );
      made.push({ spec: step.spec, result });
    } catch (error) {
      if (control.stopped && isCancellation(error)) return stoppedBy(plan, evaluation, made);
      return resultOfFailure(error);
    }
    const ended = endedBy(plan, evaluation, made);
    if (ended) return ended;
  }
  return { kind: 'measured', summaries: [] };
}

interface Control {
  held: boolean;
  stopped: boolean;
}

function installControl(): Control {
  const control: Control = { held: false, stopped: false };
  setHandler(
    childControl,
    (order) => {
      if (order === 'stop') control.stopped = true;
      else if (isOrder(order)) control.held = order === 'hold';
    },
    { description: 'hold, release or stop, between runs' },
  );
  return control;
}

/** Does the work, and gives it up some time after a stop. */
async function unlessStopped<T>(control: Control, work: () => Promise<T>): Promise<T> {
  const working = new CancellationScope();
  const watching = new CancellationScope();
  const watch = watching.run(async () => {
    await condition(() => control.stopped);
    await sleep(STOP_GRACE);
    working.cancel();
  });
  watch.catch(() => undefined);
  try {
    return await working.run(work);
  } finally {
    watching.cancel();
  }
}

/** A run that cannot be made is not a sample; what is left is to say why. */
function resultOfFailure(error: unknown): EvaluationResult {
  if (isCancellation(error)) throw error;
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure)) throw error;
  const code = cause.type ?? 'MODEL_FAILED';
  if (code === 'SPEC_INAPPLICABLE') return { kind: 'inapplicable', reason: cause.message };
  return { kind: 'void', code, reason: cause.message };
}
