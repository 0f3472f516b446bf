import {
  ChildWorkflowCancellationType,
  condition,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import type {
  EvaluationPlan,
  EvaluationResult,
  EvaluationStep,
  EvaluationSummary,
} from '../src/runs/evaluation';
import { type Spec } from '../src/spec/spec';
import { resultOf } from './children';
import { evaluateSpec } from './evaluate-spec';
import { waitForPerson } from './record';
import { phaseOf, type Session } from './session';

/** A spec to measure in a phase, and the name that its evaluation gets. */
export interface Measurement {
  readonly phase: string;
  /** `e1-variant-atomic`. */
  readonly name: string;
  readonly spec: Spec;
  readonly enoughWhenIdentical: number | null;
}

/** What became of a measurement; null: the study ends, nothing was learnt. */
export type Measured =
  | { readonly kind: 'measured'; readonly summary: EvaluationSummary }
  | { readonly kind: 'inapplicable'; readonly reason: string }
  | null;

/**
 * Evaluates one spec in a child workflow, as often as it takes: where a run cannot be made before a person acts,
 * the study pauses, says so, and tries again when it is resumed.
 */
export async function measure(session: Session, measurement: Measurement): Promise<Measured> {
  for (;;) {
    await condition(() => !session.state.paused || session.ending !== null);
    endWhenSpent(session, session.study.policy.runs);
    if (session.ending) return null;
    const result = await evaluate(session, measurement);
    if (result.kind === 'void') {
      await waitForPerson(session, { code: result.code, message: result.reason });
      continue;
    }
    if (result.kind === 'stopped') return null;
    if (result.kind === 'inapplicable') return result;
    const [summary] = result.summaries;
    if (!summary) throw new RangeError(`Cannot use evaluation ${measurement.name}: it has no runs`);
    spend(session, result.summaries);
    return { kind: 'measured', summary };
  }
}

async function evaluate(
  session: Session,
  { phase, name, spec, enoughWhenIdentical }: Measurement,
): Promise<EvaluationResult> {
  const steps = Array.from({ length: session.study.policy.runs }, (_, run): EvaluationStep => ({
    spec,
    prepare: run === 0 ? 'fresh' : 'none',
  }));
  const plan = { ...planFor(session, phase, name), steps, enoughWhenIdentical };
  const handle = await startChild(evaluateSpec, {
    workflowId: evaluationId(session, phase, name),
    args: [plan],
    staticSummary: `${phase} · ${name}`.slice(0, 200),
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  return resultOf(session, handle);
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
  };
}

/** Adds what evaluations cost to what the study has spent. */
export function spend(session: Session, summaries: readonly EvaluationSummary[]): void {
  const { spent } = session.state;
  const total = (of: (summary: EvaluationSummary) => number): number =>
    summaries.reduce((sum, summary) => sum + of(summary), 0);
  session.state = {
    ...session.state,
    spent: {
      runs: spent.runs + total(({ runs }) => runs),
      tokens:
        spent.tokens + total(({ measured }) => measured.inputTokens + measured.outputTokens),
      usd: spent.usd + total(({ measured }) => measured.costUsd ?? 0),
    },
  };
}

/** Ends the study where the next evaluation would overshoot its budget. */
export function endWhenSpent(session: Session, runsAhead: number): void {
  const { budget, spent } = session.state;
  const reason =
    budget.runs !== null && spent.runs + runsAhead > budget.runs
      ? `${spent.runs} of ${budget.runs} runs are spent and ${runsAhead} more would be needed`
      : budget.tokens !== null && spent.tokens >= budget.tokens
        ? `${spent.tokens} of ${budget.tokens} tokens are spent`
        : budget.usd !== null && spent.usd >= budget.usd
          ? `${spent.usd.toFixed(2)} of ${budget.usd.toFixed(2)} US dollars are spent`
          : null;
  if (reason !== null) session.ending ??= { state: 'budget-spent', reason };
}
