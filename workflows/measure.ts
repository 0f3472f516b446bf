import { ChildWorkflowCancellationType, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { NEWEST_DIAGNOSIS } from '../src/diagnosis/diagnosis';
import type { Measured } from '../src/loop/desk';
import { variantFiles } from '../src/plugins/plugin-variants';
import type { EvaluationSummary } from '../src/runs/evaluation';
import type {
  Curtailment,
  EvaluationPlan,
  EvaluationResult,
  EvaluationStep,
} from '../src/runs/evaluation-plan';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { affordable, spend, whileUnderWay } from './budget';
import { resultOf } from './children';
import { evaluateSpec } from './evaluate-spec';
import { untilClear, waitForPerson } from './record';
import { recordUnmade } from './record-unmade';
import { phaseOf, type Session } from './session';
import { voidWhenClosed } from './void-when-closed';

/** A spec to measure in a phase, and the name that its evaluation gets. */
export interface Measurement {
  readonly phase: string;
  /** `e1-variant-atomic`. */
  readonly name: string;
  readonly spec: Spec;
  /** As many as an evaluation of the study has, where it is not said. */
  readonly runs?: number;
  readonly enoughWhenIdentical: number | null;
  readonly curtail?: Curtailment;
}

/** Runs of several specs in one evaluation. */
export interface SteppedMeasurement {
  readonly phase: string;
  readonly name: string;
  readonly steps: readonly EvaluationStep[];
  readonly items?: EvaluationPlan['items'];
  readonly enoughWhenIdentical: number | null;
  readonly curtail?: Curtailment;
}

/** Evaluates one spec in a child workflow: the first run from a fresh start of the model, the others as it goes. */
export async function measure(session: Session, measurement: Measurement): Promise<Measured> {
  const { phase, name, spec, enoughWhenIdentical, curtail } = measurement;
  const length = measurement.runs ?? session.study.policy.runs;
  const steps = Array.from({ length }, (_, run): EvaluationStep => ({
    spec,
    prepare: run === 0 ? 'fresh' : 'none',
  }));
  const measured = await measureSteps(session, {
    phase,
    name,
    steps,
    enoughWhenIdentical,
    ...(curtail && { curtail }),
  });
  if (measured?.kind !== 'measured') return measured;
  const [summary] = measured.summaries;
  if (!summary) throw new RangeError(`Cannot use evaluation ${name}: it has no runs`);
  return { kind: 'measured', summary };
}

/** What became of an evaluation; null: nothing was learnt, since the study ends or has spent its budget. */
export type MeasuredSteps =
  | { readonly kind: 'measured'; readonly summaries: readonly EvaluationSummary[] }
  | { readonly kind: 'inapplicable'; readonly reason: string }
  | null;

/**
 * Makes an evaluation, as often as it takes: where a run cannot be made before a person acts, the study pauses, says
 * so, and tries again when it is resumed.
 */
export async function measureSteps(
  session: Session,
  measurement: SteppedMeasurement,
): Promise<MeasuredSteps> {
  for (;;) {
    await untilClear(session);
    if (session.ending || !affordable(session, measurement.steps.length)) return null;
    const result = await evaluate(session, measurement);
    if (result.kind === 'void') {
      const { phase, name, steps } = measurement;
      const [step] = steps;
      const evaluation = evaluationId(session, phase, name);
      if (step) await recordUnmade(session, { evaluation, spec: step.spec, code: result.code });
      await waitForPerson(session, { code: result.code, message: result.reason });
      continue;
    }
    return result.kind === 'stopped' ? null : result;
  }
}

async function evaluate(
  session: Session,
  { phase, name, steps, items = 'steering', ...until }: SteppedMeasurement,
): Promise<EvaluationResult> {
  const shared = planFor(session, phase, name);
  const plan: EvaluationPlan = { ...shared, items, steps, ...until };
  const id = evaluationId(session, phase, name);
  const specs = [...new Set(steps.map(({ spec }) => specId(spec)))];
  return whileUnderWay(session, { id, runs: steps.length, specs }, async () => {
    const result = await runChild(session, { phase, name }, plan);
    if ('summaries' in result) spend(session, result.summaries ?? []);
    return result;
  });
}

async function runChild(
  session: Session,
  { phase, name }: Pick<Measurement, 'phase' | 'name'>,
  plan: EvaluationPlan,
): Promise<EvaluationResult> {
  const workflowId = evaluationId(session, phase, name);
  try {
    const handle = await startChild(evaluateSpec, {
      workflowId,
      args: [plan],
      staticSummary: `${phase} · ${name}`.slice(0, 200),
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    });
    return await resultOf(session, handle);
  } catch (error) {
    return voidWhenClosed(workflowId, error);
  }
}

/** `lfm/c1/atomic/e1-variant-atomic`: in a list they sort as they happened. */
export function evaluationId(session: Session, phase: string, name: string): string {
  return `${session.study.study}/c${session.state.cycle}/${phase}/${name}`;
}

/** The parts of a plan that every evaluation of a phase shares. */
export function planFor(
  session: Session,
  phase: string,
  name: string,
): Omit<EvaluationPlan, 'steps' | 'enoughWhenIdentical'> {
  const { study, state } = session;
  const suite = state.admitted.suites[phase];
  if (!suite) throw new RangeError(`Cannot plan for ${phaseOf(session, phase).name}: no suite`);
  return {
    study: study.study,
    cycle: state.cycle,
    phase,
    name,
    suite: suite.ref,
    mask: suite.mask,
    items: 'steering',
    prompts: study.prompts,
    params: study.params,
    ...(study.plugins?.variants && { variantFiles: variantFiles(state.admitted.plugins) }),
    ...(state.logic > 2 && { diagnosis: NEWEST_DIAGNOSIS }),
  };
}
