import type { Factor, FactorValue, Spec } from '../spec/spec';
import { FACTORS } from '../spec/spec';

/** One factor at another value. */
export interface Change {
  readonly factor: Factor;
  readonly from: FactorValue;
  readonly to: FactorValue;
}

/** What makes `to` another spec than `from`, in the order of the factors; the empty list for the same spec. */
export function changesBetween(from: Spec, to: Spec): readonly Change[] {
  return FACTORS.filter((factor) => from[factor] !== to[factor]).map((factor) => ({
    factor,
    from: from[factor],
    to: to[factor],
  }));
}

/** A change in words: `variant: native_api -> atomic`. */
export function changeInWords({ factor, from, to }: Change): string {
  return `${factor}: ${from} -> ${to}`;
}
