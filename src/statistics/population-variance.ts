import { RatchetError } from '../errors';

/**
 * Population variance: the mean squared distance from the mean, in squared units of the sample.
 *
 * Two passes of + - x / only, so it is the same to the bit on every machine.
 *
 * @throws {RatchetError} `SAMPLE_TOO_SMALL` for no observations
 */
export function populationVariance(sample: readonly number[]): number {
  if (sample.length === 0) {
    throw new RatchetError(
      'SAMPLE_TOO_SMALL',
      'Cannot take a variance: need 1 observation, have 0',
    );
  }
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  return sample.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / sample.length;
}
