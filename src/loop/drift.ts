import type { EvidenceBatch } from '../runs/gate-evidence';
import { itemPasses, runsOf } from '../runs/gate-evidence';
import { exactTest, type Passes } from '../statistics/exact-test';

/** Two-sided: a baseline that shows so much less or more than before is not what it was. */
const LEVEL = 0.01;

/** Why a baseline is another than it was. */
export interface Drift {
  readonly reason: string;
  readonly by: 'weights' | 'outcomes';
  /** Does it certainly show less than before? */
  readonly isLoss: boolean;
}

/**
 * Is the baseline another than it was, so that what it showed before counts no more?
 *
 * @param promised - what its outcomes are held against; null where they are not: from one cycle to the next they would
 * be compared so often that chance alone would find a difference
 * @returns null where it is the same as far as can be told
 */
export function driftOf({
  before,
  fresh,
  promised,
}: {
  readonly before: readonly EvidenceBatch[];
  readonly fresh: EvidenceBatch;
  readonly promised: Passes | null;
}): Drift | null {
  if (before.length === 0) return null;
  const shown = promised && comparedWith(promised, pooled([fresh]));
  const [was, is] = [digestsOf(before), digestsOf([fresh])];
  if (was.length > 0 && is.length > 0 && was.join() !== is.join()) {
    const reason = `the endpoint serves other weights under this name: digest ${is.join(', ')}, before ${was.join(', ')}`;
    return { reason, by: 'weights', isLoss: shown?.isLoss ?? false };
  }
  return shown;
}

function comparedWith(promised: Passes, now: Passes): Drift | null {
  const [loss, gain] = [exactTest(promised, now), exactTest(now, promised)];
  const p = Math.min(1, 2 * Math.min(gain, loss));
  if (p > LEVEL) return null;
  return {
    reason: `the baseline is not what it was before the rest: ${share(now)} against ${share(promised)} (two-sided p ${p.toPrecision(2)}, at most ${LEVEL} is certain enough)`,
    by: 'outcomes',
    isLoss: loss < gain,
  };
}

function digestsOf(batches: readonly EvidenceBatch[]): readonly string[] {
  return [...new Set(batches.flatMap(({ measured }) => measured.digests))].toSorted();
}

/** All runs of these evaluations together. */
export function pooled(batches: readonly EvidenceBatch[]): Passes {
  return { passes: itemPasses(batches), runs: runsOf({ batches }) };
}

/** Share of right outcomes, as sentences tell it. */
export function share({ passes, runs }: Passes): string {
  const right = passes.reduce((sum, count) => sum + count, 0);
  return (right / (passes.length * runs)).toFixed(3);
}
