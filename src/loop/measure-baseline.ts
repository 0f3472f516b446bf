import { openEpoch } from '../gates/ledger';
import { medianAccuracy } from '../runs/accuracies';
import type { EvaluationSummary } from '../runs/evaluation';
import { batchOf, type EvidenceBatch, lastRuns, runsOf } from '../runs/gate-evidence';
import { NO_SCREENING } from '../search/screening';
import { specId } from '../spec/spec-id';
import { gatedAnew } from '../study/gated-state';
import type { Desk, Planned } from './desk';
import { driftOf, pooled } from './drift';
import { baselineRuns, isCertain, runsAtLook } from './plan-looks';
import { remember } from './remember';
import { screeningRuns } from './screening-runs';

/**
 * The baseline is measured again in every cycle, before the candidates. What it showed before counts beside it, as
 * long as nothing says that it is another by now.
 *
 * @returns null when the study ends meanwhile
 */
export async function measureBaseline(desk: Desk, name: string): Promise<EvaluationSummary | null> {
  const { policy } = desk.study;
  const again = policy.strategy === 'screen' ? screeningRuns(desk) : policy.runs;
  return measureRuns(
    desk,
    name,
    baselineRuns(desk.phase().gated, policy, { again, logic: desk.logic }),
  );
}

/** A whole evaluation of the baseline, that counts as evidence where the caller finds it to be the same as before. */
export async function lookAtBaseline(desk: Desk, name: string): Promise<EvaluationSummary | null> {
  const { policy } = desk.study;
  return measureOnly(
    desk,
    name,
    baselineRuns(desk.phase().gated, policy, { again: policy.runs, logic: desk.logic }),
  );
}

/**
 * More runs of the baseline, where the next look compares a candidate with more than there are.
 *
 * @returns whether there are enough now; false when the study ends meanwhile
 */
export async function topUpBaseline(desk: Desk, { look, batches }: Planned): Promise<boolean> {
  const { policy } = desk.study;
  // An unstable candidate is measured afresh: a first look's runs are enough to compare it with.
  const needed = look > 1 && batches.length === 0 ? policy.runs : runsAtLook(policy, look);
  const missing = needed - runsOf({ batches: desk.phase().gated.evidence });
  if (missing <= 0 || isCertain(desk.phase().gated, policy, desk.logic)) return true;
  return (await measureRuns(desk, `e0-baseline-look${look}`, missing)) !== null;
}

async function measureRuns(
  desk: Desk,
  name: string,
  runs: number,
): Promise<EvaluationSummary | null> {
  const summary = await measureOnly(desk, name, runs);
  if (summary === null) return null;
  const before = desk.phase().gated.evidence;
  // A desk that watches its routes has looked already.
  const promised = desk.woken && !desk.watch && before.length > 0 ? pooled(before) : null;
  const drift = driftOf({ before, fresh: batchOf(summary), promised });
  await takeBaseline(desk, name, { summary, drift: drift?.reason ?? null });
  return summary;
}

async function measureOnly(
  desk: Desk,
  name: string,
  runs: number,
): Promise<EvaluationSummary | null> {
  const { baseline } = desk.phase();
  const measured = await desk.measureBaseline({ name, runs });
  if (measured?.kind !== 'measured') return null;
  return specId(desk.phase().baseline) === specId(baseline) ? measured.summary : null;
}

/** What the baseline showed counts beside what it showed before, or instead of it. */
export async function takeBaseline(
  desk: Desk,
  name: string,
  { summary, drift }: { readonly summary: EvaluationSummary; readonly drift: string | null },
): Promise<void> {
  const fresh = batchOf(summary);
  if (drift === null) addEvidence(desk, fresh, summary);
  else startAnew(desk, fresh, summary);
  remember(desk, summary);
  const { name: phase } = desk.phase();
  await desk.record(`${phase}/${name}/measured`, {
    type: 'baseline-measured',
    phase,
    summary,
    ...(drift !== null && { drift }),
  });
}

function addEvidence(desk: Desk, fresh: EvidenceBatch, summary: EvaluationSummary): void {
  const phase = desk.phase();
  const most = runsAtLook(desk.study.policy, 3);
  const evidence = lastRuns([...phase.gated.evidence, fresh], most);
  desk.setPhase({
    ...phase,
    accuracy: medianAccuracy(summary),
    // They are in the evidence.
    passes: '',
    gated: { ...phase.gated, evidence },
  });
}

/** What was decided against another model decides nothing here: a new epoch, in which nothing was tried yet. */
function startAnew(desk: Desk, fresh: EvidenceBatch, summary: EvaluationSummary): void {
  const phase = desk.phase();
  desk.setLedger(openEpoch(desk.ledger()));
  desk.setPhase({
    ...phase,
    tried: '',
    triedOutside: [],
    accuracy: medianAccuracy(summary),
    // They are in the evidence.
    passes: '',
    gated: { ...gatedAnew(phase.gated, [fresh]), screened: NO_SCREENING },
  });
}
