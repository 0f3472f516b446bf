import type { GateEvidence } from '../runs/gate-evidence';

/**
 * Did every run of both specs give the same answers, item by item? Then one run says all there is: others would be
 * copies, and no chance has a part in the difference.
 */
export function identicalThroughout(candidate: GateEvidence, baseline: GateEvidence): boolean {
  return isOneAnswer(candidate) && isOneAnswer(baseline);
}

/** So many runs with identical answers certify that more would be copies; fewer agree too easily, and one always does. */
const CERTIFYING_RUNS = 3;

/** Identical within each evaluation, of which one is long enough to show it, and the same outcome in all of them. */
export function isOneAnswer({ batches }: Pick<GateEvidence, 'batches'>): boolean {
  return (
    batches.some(({ runs }) => runs >= CERTIFYING_RUNS) &&
    batches.every(({ identicalAnswers }) => identicalAnswers) &&
    new Set(batches.map(outcomes)).size === 1
  );
}

/** Which items passed. */
function outcomes({ passesByItem }: GateEvidence['batches'][number]): string {
  return passesByItem.replaceAll(/[^0]/g, 'P');
}
