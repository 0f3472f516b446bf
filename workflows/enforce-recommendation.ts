import {
  CancellationScope,
  ChildWorkflowCancellationType,
  getExternalWorkflowHandle,
  isCancellation,
  ParentClosePolicy,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import type { ChildControl } from '../src/contract';
import { judgeTrial } from '../src/enforcement/judge-trial';
import type { Recommendation } from '../src/enforcement/recommendation';
import type { EventBody, StudyEvent } from '../src/history/study-event';
import type { EvaluationPlan, EvaluationResult, EvaluationSummary } from '../src/runs/evaluation';
import type { Spec } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import type { Policy } from '../src/study/study';
import { storeActivities } from './activities';
import { childControl, evaluateSpec } from './evaluate-spec';

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
  const opened: Recommendation = { ...recommendation, state: 'trial' };
  const events = eventWriter(enforcement);
  await events.write('opened', { type: 'trial-opened', recommendation: opened, trial });
  const result = await verify(enforcement);

  const judged = judge(enforcement, result);
  const summaries = result.kind === 'measured' ? result.summaries : [];
  await CancellationScope.nonCancellable(() =>
    judged.state === 'kept'
      ? events.write('kept', {
          type: 'trial-kept',
          recommendation: judged,
          from: old,
          to: trial,
          summaries,
        })
      : events.write('undone', { type: 'trial-undone', recommendation: judged, trial, summaries }),
  );
  return {
    recommendation: judged,
    nextSeq: firstSeq + 2,
    summaries,
    unmade: result.kind === 'measured' ? null : result,
  };
}

/** A verification that is cancelled is undone like one that failed. */
async function verify({ plan, verificationId }: Enforcement): Promise<EvaluationResult> {
  const orders: ChildControl[] = [];
  let started = false;
  const pass = (order: ChildControl): void => {
    if (!started) orders.push(order);
    else void tell(verificationId, order);
  };
  setHandler(childControl, pass, { description: 'hold, release or stop, between runs' });
  try {
    const child = await startChild(evaluateSpec, {
      workflowId: verificationId,
      args: [plan],
      staticSummary: `${plan.phase} · ${plan.name}`,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
    });
    started = true;
    for (const order of orders) await tell(verificationId, order);
    return await child.result();
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return { kind: 'stopped' };
  }
}

async function tell(child: string, order: ChildControl): Promise<void> {
  await getExternalWorkflowHandle(child)
    .signal(childControl, order)
    .catch(() => undefined);
}

function judge(enforcement: Enforcement, result: EvaluationResult): Recommendation {
  const { recommendation, policy } = enforcement;
  if (result.kind !== 'measured') {
    const why = 'reason' in result ? result.reason : 'the study was stopped';
    return { ...recommendation, state: 'undone', reason: `undone: not verified, ${why}` };
  }
  const old = summaryOf(result.summaries, enforcement.old);
  const trial = summaryOf(result.summaries, enforcement.trial);
  const { keep, measured, reason } = judgeTrial(recommendation, { old, trial }, policy);
  return { ...recommendation, state: keep ? 'kept' : 'undone', measured, reason };
}

function summaryOf(summaries: readonly EvaluationSummary[], spec: Spec): EvaluationSummary {
  const summary = summaries.find((each) => each.specId === specId(spec));
  if (!summary) throw new RangeError(`Cannot judge ${specId(spec)}: it was not measured`);
  return summary;
}

/** Numbers the events of this transaction and sends them to the store. */
function eventWriter({ plan, store, firstSeq, recommendation }: Enforcement) {
  let seq = firstSeq;
  const { recordEvents } = storeActivities(store);
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
      await recordEvents({ study: plan.study, events: [event] });
    },
  };
}
