import { specId } from '../spec/spec-id';
import type { HiddenGain } from '../study/gated-state';
import type { Looked } from './next-hold';

/** One-sided 95 % of a normal distribution. */
const Z = 1.6448536269514722;

/** Of what was rejected, the candidate that could still be the best: the largest upper bound of its gain. */
export function withHidden(
  before: HiddenGain | null,
  { plan, decision, batches }: Pick<Looked, 'plan' | 'decision' | 'batches'>,
): HiddenGain | null {
  const standardError = decision.test?.standardError;
  if (decision.verdict !== 'REJECT' || standardError === undefined) return before;
  const found: HiddenGain = {
    specId: specId(plan.candidate.spec),
    gain: decision.gain,
    standardError,
    runs: batches.reduce((sum, { runs }) => sum + runs, 0),
  };
  return before === null || bound(found) > bound(before) ? found : before;
}

function bound({ gain, standardError }: HiddenGain): number {
  return gain + Z * standardError;
}
