import { Z_TWO_SIDED_95 } from './z-quantiles';

/** Two-sided 95 % quantiles of Student's t distribution for 1 to 30 degrees of freedom. */
const TABLE = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157,
  2.228139, 2.200985, 2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024,
  2.085963, 2.079614, 2.073873, 2.068658, 2.063899, 2.059539, 2.055529, 2.051831, 2.048407, 2.04523,
  2.042272,
];

/** Its limit: the quantile of the normal distribution. */
const Z = Z_TWO_SIDED_95;

/**
 * The two-sided 95 % quantile of Student's t distribution, to three digits after the point.
 *
 * @param degrees - of freedom, at least 1
 * @see Abramowitz, Stegun (1964), 26.7.5, for more than 30 degrees
 */
export function tQuantile95(degrees: number): number {
  const known = TABLE[degrees - 1];
  if (known !== undefined) return known;
  const cube = Z * Z * Z;
  const first = (cube + Z) / 4;
  const second = (5 * cube * Z * Z + 16 * cube + 3 * Z) / 96;
  return Z + first / degrees + second / (degrees * degrees);
}
