import type { Factor, FactorValue, Spec, SpecPatch } from '../spec/spec';
import { FACTORS, withPatch } from '../spec/spec';

/** Every value that a study may give each factor of one phase, the baseline's own first. */
export type FactorSpace = readonly {
  readonly factor: Factor;
  readonly values: readonly FactorValue[];
}[];

/** Of all phases together; more are refused: what was tried is remembered in one bit per spec, 16 KiB in all. */
export const MAX_SPECS = 65_536;

/** The space that a study spans around its first baseline. */
export function factorSpace(
  baseline: Spec,
  factors: Readonly<Partial<Record<Factor, readonly FactorValue[]>>>,
): FactorSpace {
  return FACTORS.map((factor) => ({
    factor,
    values: [...new Set([baseline[factor], ...(factors[factor] ?? [])])],
  }));
}

/** How many specs the space holds. */
export function spaceSize(space: FactorSpace): number {
  return space.reduce((size, { values }) => size * values.length, 1);
}

/** The number of a spec in its space, from 0; null for a spec with a value that the space does not hold. */
export function specIndex(space: FactorSpace, spec: Spec): number | null {
  let index = 0;
  for (const { factor, values } of space) {
    const place = values.indexOf(spec[factor]);
    if (place < 0) return null;
    index = index * values.length + place;
  }
  return index;
}

/** The patch that sets one factor. */
export function factorPatch(factor: Factor, value: FactorValue): SpecPatch {
  return { [factor]: value };
}

/** The spec with one factor at another value. */
export function withFactor(spec: Spec, factor: Factor, value: FactorValue): Spec {
  return withPatch(spec, factorPatch(factor, value));
}
