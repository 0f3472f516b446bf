import { median } from '../../../src/statistics/median';

/** Passes of one spec in gate runs: per item, and per run. */
export interface GateRuns {
  readonly byItem: readonly number[];
  readonly byRun: readonly number[];
}

export type Look = 'PROMOTE' | 'REJECT' | 'HOLD' | 'AGAIN';

/** The gate as far as the lab needs it: mean, median and the exact test stratified by item (statistics of the policy, 3.1 and 3.3). */
export function look(
  candidate: GateRuns,
  baseline: GateRuns,
  { level, isLast }: { readonly level: number; readonly isLast: boolean },
): Look | { readonly distance: number } {
  const gain = mean(candidate.byRun) - mean(baseline.byRun);
  if (gain <= 1e-9) return 'REJECT';
  const ahead = median(candidate.byRun) > median(baseline.byRun);
  const test = stratified(candidate, baseline);
  if (ahead && test.p <= level + 1e-12) return 'PROMOTE';
  return isLast ? 'REJECT' : { distance: test.distance };
}

function stratified(
  candidate: GateRuns,
  baseline: GateRuns,
): { readonly p: number; readonly distance: number } {
  const own = candidate.byRun.length;
  const all = own + baseline.byRun.length;
  let chances = [1];
  let [score, expected, variance, least] = [0, 0, 0, 0];
  for (const [item, passes] of candidate.byItem.entries()) {
    const both = passes + (baseline.byItem[item] ?? 0);
    score += passes;
    expected += (own * both) / all;
    variance += (((own * both) / all) * (1 - both / all) * (all - own)) / (all - 1);
    least += Math.max(0, both - (all - own));
    chances = convolved(chances, hypergeometric(both, own, all));
  }
  const p = chances.slice(Math.round(score - least)).reduce((sum, each) => sum + each, 0);
  return { p, distance: variance > 0 ? (score - expected) / Math.sqrt(variance) : 0 };
}

function hypergeometric(both: number, own: number, all: number): readonly number[] {
  const other = all - own;
  const [first, last] = [Math.max(0, both - other), Math.min(own, both)];
  const ratios = [1];
  for (let x = first; x < last; x += 1) {
    const ratio = ((own - x) * (both - x)) / ((x + 1) * (other - both + x + 1));
    ratios.push((ratios.at(-1) ?? 0) * ratio);
  }
  const sum = ratios.reduce((total, each) => total + each, 0);
  return ratios.map((each) => each / sum);
}

function convolved(left: readonly number[], right: readonly number[]): number[] {
  const product = Array.from({ length: left.length + right.length - 1 }, () => 0);
  for (const [x, one] of left.entries()) {
    for (const [y, other] of right.entries()) product[x + y] = (product[x + y] ?? 0) + one * other;
  }
  return product;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
