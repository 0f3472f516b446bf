import { scientific } from '../gates/scientific';
import type { Outcome } from '../outcomes/outcome';
import { meanAccuracy } from '../runs/accuracies';
import { countAt } from '../runs/count-digits';
import type { EvaluationSummary } from '../runs/evaluation';
import { exactTest } from '../statistics/exact-test';
import { signTest } from '../statistics/sign-test';
import type { Policy } from '../study/study';
import type { TrialVerdict } from './judge-trial';
import { lostRestraint } from './lost-restraint';
import { METRIC_VALUES, type MetricValues, metricChange, type Pair } from './metric-change';
import type { Metric, Recommendation } from './recommendation';

/** The most that chance alone may explain of what a verification shows. */
const LEVEL = 0.05;

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
  const { measured, told } = metricChange(recommendation, pair, VALUES);
  const p = CHANCE[recommendation.metric](pair, kinds);
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

const VALUES: MetricValues = { ...METRIC_VALUES, variance: mixedShare };

/** Per metric p of the exact test that the trial is better. */
const CHANCE: Readonly<Record<Metric, (pair: Pair, kinds: string) => number>> = {
  accuracy: (pair) => better(pair, passes),
  actionAccuracy: (pair, kinds) =>
    better(pair, (summary) => passes(summary).filter((_, item) => kinds.charAt(item) === 'a')),
  restraint: (pair) => better(pair, (summary) => without(summary, 'O')),
  timeouts: (pair) => better(pair, (summary) => without(summary, 'T')),
  malformed: (pair) => better(pair, (summary) => without(summary, 'M')),
  variance: fewerMixed,
};

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

function certifiedLoss(pair: Pair, policy: Policy): string | null {
  const { old, trial } = pair;
  const p = better({ old: trial, trial: old }, passes);
  const [was, is] = [meanAccuracy(old), meanAccuracy(trial)];
  return p <= LEVEL
    ? `accuracy fell from ${was.toFixed(3)} to ${is.toFixed(3)} (p ${scientific(p)})`
    : lostRestraint(pair, policy);
}
