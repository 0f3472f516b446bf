import type { EvidenceBatch } from '../runs/gate-evidence';
import { itemPasses, runsOf } from '../runs/gate-evidence';
import { exactTest } from '../statistics/exact-test';

/** Two-sided: a baseline that shows so much less or more than before is not what it was. */
const LEVEL = 0.01;

/**
 * Is the baseline another than it was, so that what it showed before counts no more?
 *
 * @param woken - did the study rest meanwhile? Only then are the outcomes compared: from one cycle to the next they
 * would be compared so often that chance alone would find a difference
 * @returns the reason; null where it is the same as far as can be told
 */
export function driftOf({
  before,
  fresh,
  woken,
}: {
  readonly before: readonly EvidenceBatch[];
  readonly fresh: EvidenceBatch;
  readonly woken: boolean;
}): string | null {
  if (before.length === 0) return null;
  const [was, is] = [digestsOf(before), digestsOf([fresh])];
  if (was.length > 0 && is.length > 0 && was.join() !== is.join()) {
    return `the endpoint serves other weights under this name: digest ${is.join(', ')}, before ${was.join(', ')}`;
  }
  if (!woken) return null;
  const [old, now] = [pooled(before), pooled([fresh])];
  const p = Math.min(1, 2 * Math.min(exactTest(now, old), exactTest(old, now)));
  return p <= LEVEL
    ? `the baseline is not what it was before the rest: ${share(now)} against ${share(old)} (two-sided p ${p.toPrecision(2)}, at most ${LEVEL} is certain enough)`
    : null;
}

function digestsOf(batches: readonly EvidenceBatch[]): readonly string[] {
  return [...new Set(batches.flatMap(({ measured }) => measured.digests))].toSorted();
}

function pooled(batches: readonly EvidenceBatch[]) {
  return { passes: itemPasses(batches), runs: runsOf({ batches }) };
}

function share({
  passes,
  runs,
}: {
  readonly passes: readonly number[];
  readonly runs: number;
}): string {
  const right = passes.reduce((sum, count) => sum + count, 0);
  return (right / (passes.length * runs)).toFixed(3);
}
