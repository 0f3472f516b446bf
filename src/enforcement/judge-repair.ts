import { scientific } from '../gates/scientific';
import type { Outcome } from '../outcomes/outcome';
import { actionAccuracy, meanAccuracy, restraint } from '../runs/accuracies';
import { countAt } from '../runs/count-digits';
import type { EvaluationSummary } from '../runs/evaluation';
import { exactTest } from '../statistics/exact-test';
import { signTest } from '../statistics/sign-test';
import type { Policy } from '../study/study';
import type { TrialVerdict } from './judge-trial';
import type { Metric, Recommendation } from './recommendation';

/** The most that chance alone may explain of what a verification shows. */
const LEVEL = 0.05;

interface Pair {
  readonly old: EvaluationSummary;
  readonly trial: EvaluationSummary;
}

/**
 * Did the repair do what it predicted? Kept when its own metric is certified better in fresh runs of both specs from
 * the same state, and nothing is certified worse; undone otherwise.
 *
 * Certified: the exact test stratified by item says that chance alone would show as much in at most 5 of 100 cases.
 *
 * @param kinds - one character per measured item, `a` where a call is due
 */
export function judgeRepair(
  recommendation: Recommendation,
  pair: Pair,
  { policy, kinds }: { readonly policy: Policy; readonly kinds: string },
): TrialVerdict {
  const { metric, direction, predicted } = recommendation;
  const { value, p } = METRICS[metric](pair, kinds);
  const measured = rounded(
    direction === 'up' ? value.after - value.before : value.before - value.after,
  );
  const told = `${metric} went from ${value.before.toFixed(3)} to ${value.after.toFixed(3)} in ${pair.trial.runs} fresh runs of each; predicted ${direction} by ${predicted.toFixed(3)}`;
  const objection = objectionTo(pair, policy, { measured, p });
  return objection === null
    ? { keep: true, measured, reason: `kept: ${told}; p ${scientific(p)}` }
    : { keep: false, measured, reason: `undone: ${told}${objection}` };
}

/** Why a repair is undone; empty where the numbers say it themselves, null where nothing speaks against it. */
function objectionTo(
  pair: Pair,
  policy: Policy,
  { measured, p }: { readonly measured: number; readonly p: number },
): string | null {
  if (measured <= 0) return '';
  if (p > LEVEL) {
    return `; not certain: chance alone would show this with p ${scientific(p)}, at most ${LEVEL} is certain enough`;
  }
  const loss = certifiedLoss(pair, policy);
  return loss === null ? null : `; ${loss}`;
}

interface Reading {
  readonly value: { readonly before: number; readonly after: number };
  /** Of the exact test that the trial is better. */
  readonly p: number;
}

const METRICS: Readonly<Record<Metric, (pair: Pair, kinds: string) => Reading>> = {
  accuracy: (pair) => ({ value: both(pair, meanAccuracy), p: better(pair, passes) }),
  actionAccuracy: (pair, kinds) => ({
    value: both(pair, (summary) => actionAccuracy(summary) ?? 0),
    p: better(pair, (summary) => passes(summary).filter((_, item) => kinds.charAt(item) === 'a')),
  }),
  restraint: (pair) => ({
    value: both(pair, (summary) => restraint(summary) ?? 1),
    p: better(pair, (summary) => without(summary, 'O')),
  }),
  timeouts: (pair) => ({
    value: both(pair, ({ letters, items, runs }) => letters.T / (items * runs)),
    p: better(pair, (summary) => without(summary, 'T')),
  }),
  malformed: (pair) => ({
    value: both(pair, ({ letters, items, runs }) => letters.M / (items * runs)),
    p: better(pair, (summary) => without(summary, 'M')),
  }),
  variance: (pair) => ({ value: both(pair, mixedShare), p: fewerMixed(pair) }),
};

function both({ old, trial }: Pair, of: (summary: EvaluationSummary) => number): Reading['value'] {
  return { before: of(old), after: of(trial) };
}

function better(
  { old, trial }: Pair,
  counts: (summary: EvaluationSummary) => readonly number[],
): number {
  return exactTest(
    { passes: counts(trial), runs: trial.runs },
    { passes: counts(old), runs: old.runs },
  );
}

function passes({ passesByItem }: EvaluationSummary): readonly number[] {
  return passesByItem;
}

/** Per item in how many runs its outcome was any other. */
function without(
  { runs, items, lettersByItem }: EvaluationSummary,
  letter: Outcome,
): readonly number[] {
  const counts = lettersByItem?.[letter] ?? '0'.repeat(items);
  return Array.from(counts, (_, item) => runs - countAt(counts, item));
}

/** Share of the items that were right in some runs and wrong in others. */
function mixedShare(summary: EvaluationSummary): number {
  return mixed(summary).filter(Boolean).length / summary.items;
}

function mixed({ passesByItem, runs }: EvaluationSummary): readonly boolean[] {
  return passesByItem.map((count) => count > 0 && count < runs);
}

/** Of the items that are mixed under one spec alone: are those of the old one too many for chance? */
function fewerMixed({ old, trial }: Pair): number {
  const before = mixed(old);
  const after = mixed(trial);
  const mended = before.filter((was, item) => was && after[item] === false).length;
  const broken = after.filter((is, item) => is && before[item] === false).length;
  return signTest(mended, broken);
}

function certifiedLoss({ old, trial }: Pair, { minRestraint }: Policy): string | null {
  const p = better({ old: trial, trial: old }, passes);
  const [was, is] = [meanAccuracy(old), meanAccuracy(trial)];
  if (p <= LEVEL)
    return `accuracy fell from ${was.toFixed(3)} to ${is.toFixed(3)} (p ${scientific(p)})`;
  const [held, holds] = [restraint(old) ?? 1, restraint(trial) ?? 1];
  return holds < minRestraint && holds < held
    ? `restraint fell from ${held.toFixed(3)} to ${holds.toFixed(3)}`
    : null;
}

const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;
