import { type Distribution, hypergeometric } from './hypergeometric';
import { normalTail } from './normal-tail';

/** How often each item passed, in so many runs of one spec. */
export interface Passes {
  /** Per item, in [0, runs]. */
  readonly passes: readonly number[];
  /** At least 1. */
  readonly runs: number;
}

/** What shuffling each item's outcomes between two specs would show. */
export interface Shuffled {
  /** Passes of the first spec in all. */
  readonly statistic: number;
  /** Their expectation and variance, had the outcomes of each item been dealt at random. */
  readonly expected: number;
  readonly variance: number;
  /** The chance of at least as many passes; 1 where no item tells the specs apart. */
  readonly p: number;
}

/** Wider sums are close to normal, and dear to add up one by one. */
const WIDEST_EXACT = 700;

/**
 * Does the first spec pass more than the second, item by item? One-sided: the chance of as many passes or more, had
 * each item's passes been dealt to the runs of both specs at random.
 *
 * Exact: the Cochran-Mantel-Haenszel test with the items as strata, its permutation distribution by convolution. Sums
 * that can take more than 700 values are taken for normal, with a continuity correction.
 *
 * @param first - as many items as `second`
 * @see Mantel, Haenszel (1959); Agresti (2002), Categorical Data Analysis, 6.3
 */
export function shuffledTest(first: Passes, second: Passes): Shuffled {
  const all = first.runs + second.runs;
  const strata = strataOf(first, second);
  const { expected, variance, width } = moments(strata.totals, first.runs, all);
  const statistic = strata.varying + strata.fixed;
  const shuffled = { statistic, expected: expected + strata.fixed, variance };
  if (variance === 0) return { ...shuffled, p: 1 };
  const p =
    width > WIDEST_EXACT
      ? normalTail((strata.varying - 0.5 - expected) / Math.sqrt(variance))
      : tailFrom(sumOf(strata, first.runs, all), strata.varying);
  return { ...shuffled, p };
}

/** Items by their passes in all; those that never or always passed say nothing and are set apart. */
function strataOf(first: Passes, second: Passes) {
  const all = first.runs + second.runs;
  const totals = new Int32Array(all + 1);
  let varying = 0;
  let fixed = 0;
  for (const [item, own] of first.passes.entries()) {
    const total = own + (second.passes[item] ?? 0);
    if (total === 0 || total === all) {
      fixed += own;
    } else {
      varying += own;
      totals[total] = (totals[total] ?? 0) + 1;
    }
  }
  return { totals, varying, fixed };
}

/** The p of `shuffledTest` alone. */
export function exactTest(first: Passes, second: Passes): number {
  return shuffledTest(first, second).p;
}

/** Expectation, variance and number of values less one of the sum over items, of which `totals[t]` have t passes in all. */
function moments(totals: Int32Array, drawn: number, all: number) {
  let expected = 0;
  let variance = 0;
  let width = 0;
  for (let total = 1; total < all; total += 1) {
    const items = totals[total] ?? 0;
    if (items === 0) continue;
    const share = total / all;
    expected += items * drawn * share;
    variance += (items * drawn * share * (1 - share) * (all - drawn)) / (all - 1);
    width += items * (Math.min(total, drawn) - Math.max(0, total + drawn - all));
  }
  return { expected, variance, width };
}

/** The distribution of the sum, one item after another; 0 for sums below what varies, which nobody asks for. */
function sumOf(
  { totals, varying }: { readonly totals: Int32Array; readonly varying: number },
  drawn: number,
  all: number,
): Distribution {
  let sum: Distribution = { lowest: 0, weights: new Float64Array([1]) };
  // The most that the items to come can add: a sum that stays too small with all of it needs no weight.
  let rest = totals.reduce((most, items, total) => most + items * Math.min(total, drawn), 0);
  for (let total = 1; total < all; total += 1) {
    const items = totals[total] ?? 0;
    if (items === 0) continue;
    const one = hypergeometric(all, total, drawn);
    for (let item = 0; item < items; item += 1) {
      rest -= Math.min(total, drawn);
      sum = added(sum, one, varying - rest);
    }
  }
  return sum;
}

/** One sum at a time, from the least that is asked for: simulations spend much of their time here. */
function added(left: Distribution, right: Distribution, least: number): Distribution {
  const [ours, theirs] = [left.weights, right.weights];
  const lowest = left.lowest + right.lowest;
  const weights = new Float64Array(ours.length + theirs.length - 1);
  for (let sum = Math.max(0, least - lowest); sum < weights.length; sum += 1) {
    const last = Math.min(sum, theirs.length - 1);
    let weight = 0;
    for (let place = Math.max(0, sum - ours.length + 1); place <= last; place += 1) {
      weight += (ours[sum - place] ?? 0) * (theirs[place] ?? 0);
    }
    weights[sum] = weight;
  }
  return { lowest, weights };
}

/** The chance of at least so much; the smallest parts are added first. */
function tailFrom({ lowest, weights }: Distribution, least: number): number {
  let tail = 0;
  for (let place = weights.length - 1; place >= Math.max(0, least - lowest); place -= 1) {
    tail += weights[place] ?? 0;
  }
  return Math.min(1, tail);
}
