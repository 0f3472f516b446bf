import { runsOf } from '../runs/gate-evidence';
import { specId } from '../spec/spec-id';
import { Z_ONE_SIDED_95 } from '../statistics/z-quantiles';
import type { HiddenGain } from '../study/gated-state';
import type { Looked } from './next-hold';

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
    runs: runsOf({ batches }),
  };
  return before === null || largestGain(found) > largestGain(before) ? found : before;
}

/** The one-sided 95 % upper bound of its gain. */
export function largestGain({ gain, standardError }: HiddenGain): number {
  return gain + Z_ONE_SIDED_95 * standardError;
}
