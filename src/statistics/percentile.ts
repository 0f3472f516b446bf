import { quantileSorted } from 'simple-statistics';

/** The value below which a share of the sample lies, share in [0, 1]; null for no observations. */
export function percentile(sample: readonly number[], share: number): number | null {
  if (sample.length === 0) return null;
  return quantileSorted(
    sample.toSorted((a, b) => a - b),
    share,
  );
}
