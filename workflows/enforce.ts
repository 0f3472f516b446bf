import {
  CancellationScope,
  ChildWorkflowCancellationType,
  ChildWorkflowFailure,
  ParentClosePolicy,
  startChild,
} from '@temporalio/workflow';
import type { ClosedTransaction } from '../src/contract';
import type { Recommendation } from '../src/enforcement/recommendation';
import { verificationSteps } from '../src/enforcement/verification';
import { type Spec, withPatch } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import { withBaseline, withTried } from '../src/study/tried';
import { storeActivities } from './activities';
import { affordable, spend, whileUnderWay } from './budget';
import { resultOf } from './children';
import { type Enforced, type Enforcement, enforceRecommendation } from './enforce-recommendation';
import { kindsOf } from './kinds-of';
import { evaluationId, planFor } from './measure';
import { record, untilClear, untilItWorks, waitForPerson } from './record';
import { phaseOf, type Session, setPhase, uniqueName } from './session';
import { show, showInLists } from './show';

/**
 * Makes a recommendation real, checks it against what it predicted, and keeps or undoes it.
 *
 * @returns whether it was kept, which it is not where the budget has no room for it; null when the study ends before that is known
 */
export async function enforce(
  session: Session,
  name: string,
  recommendation: Recommendation,
): Promise<boolean | null> {
  const { baseline } = phaseOf(session, name);
  for (let attempt = 1; ; attempt += 1) {
    await untilClear(session);
    if (session.ending) return null;
    const runs = 2 * session.study.policy.verifyRuns;
    if (!affordable(session, runs)) return false;
    const id = enforcementId(session, name, { recommendation, attempt });
    const specs = [specId(withPatch(baseline, recommendation.patch))];
    const enforced = await whileUnderWay(session, { id, runs, specs }, async () => {
      const result = await runChild(session, name, { recommendation, attempt });
      session.state = { ...session.state, nextSeq: result.nextSeq };
      spend(session, paidFor(result));
      return result;
    });
    const { unmade } = enforced;
    if (unmade?.kind === 'stopped') return null;
    if (unmade?.kind === 'void') {
      await waitForPerson(session, { code: unmade.code, message: unmade.reason });
      continue;
    }
    return settle(session, baseline, enforced.recommendation);
  }
}

/** A verification that was told to stop has cost what it had made. */
function paidFor({ summaries, unmade }: Enforced): Enforced['summaries'] {
  return unmade?.kind === 'stopped' ? (unmade.summaries ?? []) : summaries;
}

async function runChild(
  session: Session,
  name: string,
  { recommendation, attempt }: { recommendation: Recommendation; attempt: number },
): Promise<Enforced> {
  await record(session);
  const { state } = session;
  const old = phaseOf(session, name).baseline;
  const trial = withPatch(old, recommendation.patch);
  const again = attempt === 1 ? '' : `-${attempt}`;
  const planned = `e${(session.tables[name]?.length ?? 0) + attempt - 1}-verify${again}`;
  const planName = state.logic > 2 ? uniqueName(session, planned) : planned;
  show(session, `tries ${specId(trial)} for ${name}: ${recommendation.reason}`);
  const handle = await startChild(enforceRecommendation, {
    workflowId: enforcementId(session, name, { recommendation, attempt }),
    staticSummary: `${name} · enforce ${recommendation.diagnosis}`,
    args: [enforcementOf(session, planName, { recommendation, old, trial })],
    // A transaction ends by its own undo, whatever becomes of the cycle.
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    cancellationType: ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  const { nextSeq: firstSeq, cycle } = state;
  const transaction = { firstSeq, cycle, id: `${recommendation.id}/${planName}` };
  return resultOf(session, handle).catch((error: unknown) =>
    undoneForIt(session, { ...transaction, recommendation, trial }, error),
  );
}

function enforcementId(
  session: Session,
  name: string,
  { recommendation: { id }, attempt }: { recommendation: Recommendation; attempt: number },
): string {
  const what = id.slice(id.lastIndexOf('/') + 1);
  const again = attempt === 1 ? '' : `-${attempt}`;
  return evaluationId(session, name, `enforce-${what}${again}`);
}

function enforcementOf(
  session: Session,
  planName: string,
  change: Pick<Enforcement, 'recommendation' | 'old' | 'trial'>,
): Enforcement {
  const { study, state } = session;
  const { phase } = change.old;
  const { verifyFrom } = change.recommendation;
  return {
    store: state.admitted.store,
    firstSeq: state.nextSeq,
    plan: {
      ...planFor(session, phase, planName),
      steps: verificationSteps(change, study.policy.verifyRuns, verifyFrom),
      enoughWhenIdentical: null,
    },
    verificationId: evaluationId(session, phase, planName),
    ...change,
    policy: study.policy,
    ...(state.logic > 1 && { certified: { kinds: kindsOf(session, phase) } }),
  };
}

/**
 * Somebody terminated the transaction alone: its trial is undone for it, and counts as not verified; one that had been
 * settled by then is what the log says. Under logic 1 the study fails, as it always did.
 */
async function undoneForIt(
  session: Session,
  transaction: ClosedTransaction,
  error: unknown,
): Promise<Enforced> {
  const { consideredCancelled } = CancellationScope.current();
  const closed = error instanceof ChildWorkflowFailure && !consideredCancelled;
  if (!closed || session.state.logic === 1) throw error;
  const reason = `its workflow was closed before its end (${error.cause?.message ?? error.message})`;
  const { undoTrials } = storeActivities(session.state.admitted.store);
  const at = new Date().toISOString();
  const { nextSeq, settled } = await untilItWorks(session, () =>
    undoTrials({ study: session.study.study, reason, at, transaction }),
  );
  const { recommendation } = transaction;
  const undone = { ...recommendation, state: 'undone', reason: `undone: ${reason}` } as const;
  return { nextSeq, unmade: null, ...(settled ?? { recommendation: undone, summaries: [] }) };
}

/** The route is permanent, or the phase remembers that this was tried; a baseline promoted by hand meanwhile stays. */
function settle(
  session: Session,
  old: Spec,
  { id, patch, state, reason }: Recommendation,
): boolean {
  const name = old.phase;
  const phase = phaseOf(session, name);
  if (specId(phase.baseline) !== specId(old)) return true;
  const trial = withPatch(phase.baseline, patch);
  const kept = state === 'kept';
  if (kept) {
    setPhase(session, withBaseline(phase, trial, { cycle: session.state.cycle, decision: id }));
  } else {
    setPhase(session, withTried(session.study, phase, trial));
  }
  show(session, `${specId(trial)} for ${name}: ${reason}`);
  showInLists(session);
  return kept;
}
