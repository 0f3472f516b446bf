import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  defineSignal,
  isCancellation,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { CHILD_CONTROL_SIGNAL, type ChildControl } from '../src/contract';
import { curtailed } from '../src/gates/curtail';
import type { EvaluationSummary } from '../src/runs/evaluation';
import type { EvaluationPlan, EvaluationResult } from '../src/runs/evaluation-plan';
import { evidenceOf } from '../src/runs/gate-evidence';
import type { RunRequest, RunResult } from '../src/runs/run';
import { summarise } from '../src/runs/summarise';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { seedFromText } from '../src/statistics/seeded-random';
import { charactersAt, heldOutIndices, isAction, steeringIndices } from '../src/suites/mask';
import { measureRun } from './activities';
import { isOrder } from './is-order';

/**
 * How long a run in flight may go on after a stop. Its result is of no more use; but one that is nearly done leaves a
 * whole transcript, and one that waits for a worker or an endpoint must not keep the study from ending.
 */
const STOP_GRACE = '30 seconds';

export const childControl = defineSignal<[ChildControl]>(CHILD_CONTROL_SIGNAL);

/** Makes the runs of a plan, one after another, and says what they show together. */
export async function evaluateSpec(plan: EvaluationPlan): Promise<EvaluationResult> {
  const control = installControl();
  const made: MadeRun[] = [];
  for (const [place, step] of plan.steps.entries()) {
    await condition(() => !control.held || control.stopped);
    if (control.stopped) return { kind: 'stopped' };
    const run = place + 1;
    const summary = `${plan.name} · run ${run} of ${plan.steps.length} · ${specId(step.spec)}`;
    try {
      const result = await unlessStopped(control, () =>
        measureRun(requestOf(plan, place), summary),
      );
      made.push({ spec: step.spec, result });
    } catch (error) {
      if (control.stopped && isCancellation(error)) return { kind: 'stopped' };
      return resultOfFailure(error);
    }
    if (enough(plan, made)) break;
    const skipped = curtailment(plan, made);
    if (skipped !== null) return curtailedResult(plan, made, skipped);
  }
  return { kind: 'measured', summaries: summaries(plan, made) };
}

interface MadeRun {
  readonly spec: Spec;
  readonly result: RunResult;
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

function requestOf(plan: EvaluationPlan, place: number): RunRequest {
  const step = plan.steps[place];
  if (!step)
    throw new RangeError(`Cannot make run ${place + 1}: the plan has ${plan.steps.length}`);
  const evaluation = workflowInfo().workflowId;
  return {
    study: plan.study,
    cycle: plan.cycle,
    evaluation,
    run: place + 1,
    spec: step.spec,
    suite: plan.suite,
    items: plan.items,
    prompt: plan.prompts[step.spec.prompt] ?? null,
    params: plan.params[step.spec.params] ?? {},
    prepare: step.prepare,
    seed: seedFromText(`${evaluation}#${place + 1}`),
  };
}

/** Identical answers, run after run: more runs would be copies. */
function enough({ enoughWhenIdentical }: EvaluationPlan, made: readonly MadeRun[]): boolean {
  if (enoughWhenIdentical === null || made.length < enoughWhenIdentical) return false;
  return new Set(made.map(({ result }) => result.answersSha256)).size === 1;
}

/** Why no further run could change the verdict; null where one could, or nobody asks. */
function curtailment(plan: EvaluationPlan, made: readonly MadeRun[]): string | null {
  const [summary] = plan.curtail ? summaries(plan, made) : [];
  if (!plan.curtail || !summary) return null;
  const { baseline, before, policy } = plan.curtail;
  const candidate = evidenceOf(summary, baseline.kinds);
  return curtailed({ ...candidate, batches: [...before, ...candidate.batches] }, baseline, {
    policy,
    remaining: {
      runs: plan.steps.length - made.length,
      restraintItems: baseline.kinds.replaceAll('a', '').length,
    },
  });
}

function curtailedResult(
  plan: EvaluationPlan,
  made: readonly MadeRun[],
  skipped: string,
): EvaluationResult {
  const found = summaries(plan, made).map((summary) => ({ ...summary, curtailed: skipped }));
  return { kind: 'measured', summaries: found };
}

/** One summary per spec, in the order in which the specs first appear. */
function summaries(plan: EvaluationPlan, made: readonly MadeRun[]): readonly EvaluationSummary[] {
  const ids = [...new Set(made.map(({ spec }) => specId(spec)))];
  const indices =
    plan.items === 'steering' ? steeringIndices(plan.mask) : heldOutIndices(plan.mask);
  const callDue = Array.from(charactersAt(plan.mask, indices), isAction);
  return ids.flatMap((id) => {
    const own = made.filter(({ spec }) => specId(spec) === id);
    const [first] = own;
    if (!first) return [];
    const runs = own.map(({ result }) => result);
    const evaluation = workflowInfo().workflowId;
    const { diagnosis } = plan;
    return [summarise({ evaluation, spec: first.spec, callDue, runs, diagnosis })];
  });
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
