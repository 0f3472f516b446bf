import { medianSorted } from 'simple-statistics';
import { RatchetError } from '../errors';

/**
 * The middle of a sample; of an even number the mean of the middle two.
 *
 * @throws {RatchetError} `SAMPLE_TOO_SMALL` for no observations
 */
export function median(sample: readonly number[]): number {
  if (sample.length === 0) {
    throw new RatchetError('SAMPLE_TOO_SMALL', 'Cannot take a median: need 1 observation, have 0');
  }
  return medianSorted(sample.toSorted((a, b) => a - b));
}
