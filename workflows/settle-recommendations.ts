import { METRIC_VALUES, metricChange } from '../src/enforcement/metric-change';
import type { Recommendation } from '../src/enforcement/recommendation';
import { accuracyVariance } from '../src/runs/accuracies';
import { withPatch } from '../src/spec/spec';
import { specId } from '../src/spec/spec-id';
import type { PhaseState } from '../src/study/carried-state';
import { wasTried } from '../src/study/tried';
import { recordTogether } from './record';
import { phaseOf, type Session, seenOf, setPhase } from './session';

/**
 * Says what became of recommendations that take their turn as candidates: kept where the candidate was promoted, undone
 * where it was rejected, superseded where another change came first. None is forgotten; one on HOLD goes on waiting.
 */
export async function settleRecommendations(session: Session, name: string): Promise<void> {
  const { pending, superseded = [], ...phase } = phaseOf(session, name);
  const settled = pending !== null && isDecided(session, { ...phase, pending }, pending);
  const over = settled ? [...superseded, pending] : superseded;
  if (over.length === 0) return;
  setPhase(session, { ...phase, pending: settled ? null : pending });
  const fates = over.map((recommendation) => fateOf(session, phase, recommendation));
  await recordTogether(session, ...fates.map(settledEvent));
}

/** The diagnosis has changed its mind before the recommendation had its turn. */
export async function supersede(
  session: Session,
  recommendation: Recommendation,
  why: string,
): Promise<void> {
  await recordTogether(
    session,
    settledEvent({ ...recommendation, state: 'superseded', reason: why }),
  );
}

function settledEvent(recommendation: Recommendation) {
  return {
    id: `settled/${recommendation.id}`,
    body: { type: 'recommendation-settled', recommendation },
  } as const;
}

function isDecided(session: Session, phase: PhaseState, { patch }: Recommendation): boolean {
  const spec = withPatch(phase.baseline, patch);
  const held = phase.gated?.holds.some((hold) => specId(hold.candidate.spec) === specId(spec));
  return held !== true && wasTried(session.study, phase, spec);
}

function fateOf(
  session: Session,
  phase: Omit<PhaseState, 'pending'>,
  recommendation: Recommendation,
): Recommendation {
  const { baseline, previous = baseline } = phase;
  const against = withPatch(previous, recommendation.patch);
  const promoted = specId(against) === specId(baseline) && specId(previous) !== specId(baseline);
  if (promoted) return tried(session, recommendation, { spec: against, state: 'kept' });
  const { decided } = seenOf(session, baseline.phase);
  if (decided.get(specId(against))?.decision.verdict === 'REJECT') {
    return tried(session, recommendation, { spec: against, state: 'undone' });
  }
  const candidate = withPatch(baseline, recommendation.patch);
  if (wasTried(session.study, { ...phase, pending: null }, candidate)) {
    return tried(session, recommendation, { spec: candidate, state: 'undone' });
  }
  const reason = `superseded: ${specId(baseline)} came first, ${phase.decision}`;
  return { ...recommendation, state: 'superseded', reason };
}

/** Judged by the gates like any candidate; told by how much its own metric moved. */
function tried(
  session: Session,
  recommendation: Recommendation,
  { spec, state }: { readonly spec: PhaseState['baseline']; readonly state: 'kept' | 'undone' },
): Recommendation {
  const { baseline, decided } = seenOf(session, spec.phase);
  const found = decided.get(specId(spec));
  if (!found || !baseline) {
    return { ...recommendation, state, reason: `${state}: nothing was measured of it` };
  }
  const { measured, told } = metricChange(
    recommendation,
    { old: baseline, trial: found.summary },
    { ...METRIC_VALUES, variance: accuracyVariance },
  );
  const reason = `${state}: ${told}; ${found.decision.verdict}, ${found.decision.reason}`;
  return { ...recommendation, state, measured, reason };
}
