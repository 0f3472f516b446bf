import { judgePromotion } from '../gates/verify-promotion';
import { heldOutClaim } from '../held-out/held-out-claim';
import type { EventOf } from '../history/event-entry';
import type { StudyEvent } from '../history/study-event';
import { evidenceOf } from '../runs/gate-evidence';
import { summaryOf } from '../runs/summary-of';
import type { EventMaterial } from './cycle-material';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';

/** Judges again whether fresh runs speak against a promotion. */
export function recomputeVerified(
  { phase, from, to, keep, reason, summaries }: EventOf<'promotion-verified'>,
  { study, kindsOf }: EventMaterial,
): readonly FindingInside[] {
  if (summaries.length === 0) {
    return keep
      ? []
      : [{ at: 'keep', expected: 'true, since nothing was measured', found: 'false' }];
  }
  const kinds = kindsOf(phase);
  const judged = judgePromotion(
    evidenceOf(summaryOf(summaries, from), kinds),
    evidenceOf(summaryOf(summaries, to), kinds),
    study.policy,
  );
  const difference = jsonDifference({ keep: judged.keep, reason: judged.reason }, { keep, reason });
  return difference ? [difference] : [];
}

/** A promotion rests on a decision of this cycle; one by hand rests on a message. */
export function recomputePromoted(
  { decision, to, improvement, reason }: EventOf<'baseline-promoted'>,
  { events }: EventMaterial,
): readonly FindingInside[] {
  if (!decision.endsWith('/decided')) return [];
  const decided = events.find(({ id }) => id === decision);
  if (decided?.type !== 'candidate-decided') {
    return [{ at: 'decision', expected: 'the id of a decision of this cycle', found: decision }];
  }
  const { candidate, decision: found } = decided;
  const expected = {
    verdict: 'PROMOTE',
    to: candidate.spec,
    improvement: found.gain,
    reason: `${candidate.hypothesis}; ${found.reason}`,
  };
  const difference = jsonDifference(expected, { verdict: found.verdict, to, improvement, reason });
  return difference ? [difference] : [];
}

export function recomputeHeldOut({
  first,
  last,
  claim,
  summaries,
}: EventOf<'held-out-measured'>): readonly FindingInside[] {
  const expected = heldOutClaim(summaryOf(summaries, first), summaryOf(summaries, last));
  const difference = jsonDifference(expected, claim);
  return difference ? [{ ...difference, at: `claim, ${difference.at}` }] : [];
}

/** The verdicts that a phase's cycle ended with are those of its decisions. */
export function recomputeClosed(
  { phase, verdicts }: EventOf<'phase-closed'>,
  { events }: EventMaterial,
): readonly FindingInside[] {
  const decided = Object.fromEntries(events.flatMap((event) => verdictIn(event, phase)));
  const found = Object.fromEntries(
    Object.entries(verdicts).filter(([, verdict]) => verdict !== 'INAPPLICABLE'),
  );
  const difference = jsonDifference(decided, found);
  return difference ? [{ ...difference, at: `verdicts, ${difference.at}` }] : [];
}

function verdictIn(event: StudyEvent, phase: string): readonly (readonly [string, string])[] {
  if (event.type !== 'candidate-decided' || event.phase !== phase) return [];
  const name = event.id.split('/').at(-2) ?? '';
  return [[name, event.decision.verdict]];
}
