import {
  ActivityFailure,
  CancellationScope,
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  sleep,
  startChild,
} from '@temporalio/workflow';
import type { ChildControl } from '../src/contract';
import { judgeRepair } from '../src/enforcement/judge-repair';
import { judgeTrial } from '../src/enforcement/judge-trial';
import type { Recommendation } from '../src/enforcement/recommendation';
import type { EventBody, StudyEvent } from '../src/history/study-event';
import type { EvaluationSummary } from '../src/runs/evaluation';
import type { EvaluationPlan, EvaluationResult } from '../src/runs/evaluation-plan';
import { summaryOf } from '../src/runs/summary-of';
import type { Spec } from '../src/spec/spec';
import type { Policy } from '../src/study/study';
import { storeActivities } from './activities';
import { childControl, evaluateSpec } from './evaluate-spec';
import { forwardOrders, type OpenChildren } from './forward-orders';
import { isOrder } from './is-order';
import { voidWhenClosed } from './void-when-closed';

/** Between two attempts to write to a store that has refused. */
const STORE_PAUSE = '30 seconds';

/** Everything that enforcing one recommendation needs. */
export interface Enforcement {
  readonly store: string;
  /** Sequence number of its first event. */
  readonly firstSeq: number;
  readonly plan: EvaluationPlan;
  readonly verificationId: string;
  readonly recommendation: Recommendation;
  readonly old: Spec;
  readonly trial: Spec;
  readonly policy: Policy;
  /** Certified against chance; not there under logic 1, which compares the plain numbers. */
  readonly certified?: { readonly kinds: string };
}

export interface Enforced {
  readonly recommendation: Recommendation;
  readonly nextSeq: number;
  readonly summaries: readonly EvaluationSummary[];
  /** Set where the verification could not be made: why. */
  readonly unmade: Exclude<EvaluationResult, { kind: 'measured' }> | null;
}

/**
 * A transaction: write the trial route, run both specs again, keep what did as predicted and undo the rest.
 * The undo cannot be cancelled.
 */
export async function enforceRecommendation(enforcement: Enforcement): Promise<Enforced> {
  const { recommendation, trial, old, firstSeq } = enforcement;
  const orders = takeOrders();
  const opened: Recommendation = { ...recommendation, state: 'trial' };
  const events = eventWriter(enforcement);
  await events.write('opened', { type: 'trial-opened', recommendation: opened, trial });
  const result = await verify(enforcement, orders);

  const judged = judge(enforcement, result);
  const summaries = result.kind === 'measured' ? result.summaries : [];
  if (judged.state === 'kept') {
    await events.write('kept', {
      type: 'trial-kept',
      recommendation: judged,
      from: old,
      to: trial,
      summaries,
    });
  } else {
    await events.write('undone', {
      type: 'trial-undone',
      recommendation: judged,
      trial,
      summaries,
    });
  }
  return {
    recommendation: judged,
    nextSeq: firstSeq + 2,
    summaries,
    unmade: result.kind === 'measured' ? null : result,
  };
}

/** The verification takes part in what this workflow is told: hold, release or stop. */
function takeOrders(): { readonly verification: OpenChildren; present: ChildControl } {
  const orders = { verification: new Map(), present: 'release' as ChildControl };
  setHandler(
    childControl,
    (order) => {
      if (isOrder(order)) orders.present = order;
    },
    { description: 'hold, release or stop, between runs' },
  );
  return orders;
}

/** A verification that is cancelled, or closed by somebody, is undone like one that failed. */
async function verify(
  { plan, verificationId }: Enforcement,
  orders: ReturnType<typeof takeOrders>,
): Promise<EvaluationResult> {
  const forwarding = new CancellationScope();
  forwarding
    .run(() => forwardOrders(orders.verification, () => orders.present))
    .catch(() => undefined);
  try {
    const child = await startChild(evaluateSpec, {
      workflowId: verificationId,
      args: [plan],
      staticSummary: `${plan.phase} · ${plan.name}`,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    });
    orders.verification.set(verificationId, 'release');
    return await child.result();
  } catch (error) {
    if (CancellationScope.current().consideredCancelled) return { kind: 'stopped' };
    return voidWhenClosed(verificationId, error);
  } finally {
    forwarding.cancel();
  }
}

function judge(enforcement: Enforcement, result: EvaluationResult): Recommendation {
  const { recommendation, policy, certified } = enforcement;
  if (result.kind !== 'measured') {
    const why = 'reason' in result ? result.reason : 'the study was stopped';
    return { ...recommendation, state: 'undone', reason: `undone: not verified, ${why}` };
  }
  const old = summaryOf(result.summaries, enforcement.old);
  const trial = summaryOf(result.summaries, enforcement.trial);
  const { keep, measured, reason } = certified
    ? judgeRepair(recommendation, { old, trial }, { policy, ...certified })
    : judgeTrial(recommendation, { old, trial }, policy);
  return {
    ...recommendation,
    state: keep ? 'kept' : 'undone',
    measured,
    reason: keep && recommendation.rules ? `${reason}; ${whyTried(recommendation)}` : reason,
  };
}

/** The reason stands beside the route: whoever reads the file sees what the change mends. */
function whyTried({ diagnosis, reason }: Recommendation): string {
  return `it mends ${diagnosis}: ${reason}`;
}

/** Numbers the events of this transaction and sends them to the store, which cannot be cancelled. */
function eventWriter({ plan, store, firstSeq, recommendation }: Enforcement) {
  let seq = firstSeq;
  return {
    write: async (name: string, body: EventBody): Promise<void> => {
      const event: StudyEvent = {
        ...body,
        seq,
        id: `${recommendation.id}/${plan.name}/${name}`,
        study: plan.study,
        cycle: plan.cycle,
        measured: { at: new Date().toISOString() },
      };
      seq += 1;
      await CancellationScope.nonCancellable(() => untilWritten(store, event));
    },
  };
}

/** A transaction must not end half-way: a store that a person has to mend is asked again and again. */
async function untilWritten(store: string, event: StudyEvent): Promise<void> {
  const { recordEvents } = storeActivities(store);
  for (;;) {
    try {
      return await recordEvents({ study: event.study, events: [event] });
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      setCurrentDetails(`Cannot write ${event.id}: ${error.cause?.message ?? error.message}`);
      await sleep(STORE_PAUSE);
    }
  }
}
