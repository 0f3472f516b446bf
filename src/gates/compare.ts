import {
  type GateEvidence,
  itemPasses,
  passesAndOutcomes,
  runPasses,
  runsOf,
} from '../runs/gate-evidence';
import { dispersion, type GridTotals } from '../statistics/dispersion';
import { shuffledTest } from '../statistics/exact-test';
import { normalTail } from '../statistics/normal-tail';
import type { ImprovementTest } from './gate';

/** The comparison itself: what a ticket and a look add to it comes later. */
export type Comparison = Omit<ImprovementTest, 'level' | 'ticket'>;

/**
 * Does the first spec pass more than the second, item by item? The exact test stratified by item, made stricter where
 * whole runs vary more than their items explain.
 */
export function compare(first: GateEvidence, second: GateEvidence): Comparison {
  return compareTotals(totalsOf(first), totalsOf(second), outcomesOf(first, second));
}

/** The same over the items of one kind: `a` where a call is due, `r` where none is. */
export function compareKind(first: GateEvidence, second: GateEvidence, kind: 'a' | 'r'): number {
  const own = (evidence: GateEvidence): readonly number[] =>
    itemPasses(evidence.batches).filter((_, item) => evidence.kinds.charAt(item) === kind);
  return shuffledTest(
    { passes: own(first), runs: runsOf(first) },
    { passes: own(second), runs: runsOf(second) },
  ).p;
}

function totalsOf({ batches }: GateEvidence): GridTotals {
  return {
    passes: itemPasses(batches),
    passesByRun: runPasses(batches),
    runs: runsOf({ batches }),
  };
}

/** Outcomes of both in all, over those of each: what turns passes of the first into a gain in accuracy. */
function outcomesOf(first: GateEvidence, second: GateEvidence): number {
  const [ours, theirs] = [passesAndOutcomes(first).outcomes, passesAndOutcomes(second).outcomes];
  return (ours + theirs) / (ours * theirs);
}

function compareTotals(first: GridTotals, second: GridTotals, scale: number): Comparison {
  const { statistic, expected, variance, p } = shuffledTest(first, second);
  const phi = variance === 0 ? 1 : dispersion(first, second);
  const shifted =
    phi > 1 ? normalTail((statistic - 0.5 - expected) / Math.sqrt(phi * variance)) : 0;
  return {
    statistic,
    expected,
    variance,
    phi,
    p: Math.max(p, shifted),
    standardError: Math.sqrt(phi * variance) * scale,
  };
}
