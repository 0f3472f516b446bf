import type { GateEvidence } from '../runs/gate-evidence';

/**
 * Did every run of both specs give the same answers, item by item? Then one run says all there is: others would be
 * copies, and no chance has a part in the difference.
 */
export function identicalThroughout(candidate: GateEvidence, baseline: GateEvidence): boolean {
  return isOneAnswer(candidate) && isOneAnswer(baseline);
}

/** Identical within each evaluation, and the same outcome from one evaluation to the next. */
function isOneAnswer({ batches }: GateEvidence): boolean {
  return (
    batches.length > 0 &&
    batches.every(({ identicalAnswers }) => identicalAnswers) &&
    new Set(batches.map(outcomes)).size === 1
  );
}

/** Which items passed. */
function outcomes({ passesByItem }: GateEvidence['batches'][number]): string {
  return passesByItem.replaceAll(/[^0]/g, 'P');
}
