import type { Diagnosis, DiagnosisClass, DiagnosisVersion } from '../diagnosis/diagnosis';
import type { Outcome } from '../outcomes/outcome';
import {
  accuracyVariance,
  actionAccuracy,
  meanAccuracy,
  medianAccuracy,
  restraint,
} from '../runs/accuracies';
import { countsOf } from '../runs/count-digits';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Factor, FactorValue, Spec, SpecPatch } from '../spec/spec';
import type { Metric, Recommendation } from './recommendation';

/** What a recommendation may draw on. */
export interface Remedies {
  readonly cycle: number;
  /** Values that the study allows per factor, in the order in which they are to be tried. */
  readonly values: Readonly<Record<Factor, readonly FactorValue[]>>;
  /** Models that this one may be replaced by, best first. */
  readonly fallbacks: readonly string[];
  /** The rules that named the trouble; not there: the first ones. */
  readonly rules?: DiagnosisVersion;
  /** Was a spec with this change already decided against the present one? */
  readonly decided: (patch: SpecPatch) => boolean;
}

/**
 * The change that a diagnosis asks for, as a prediction: what should move, and by how much.
 *
 * @returns null where the trouble asks for no change of the spec, or the study allows none that is still untried
 */
export function recommend(
  diagnosis: Diagnosis,
  summary: EvaluationSummary,
  remedies: Remedies,
): Recommendation | null {
  const remedy = REMEDY[diagnosis.class];
  if (!remedy) return null;
  const patch = remedy
    .patches(diagnosis, summary, remedies)
    .find((each) => !remedies.decided(each));
  if (!patch) return null;
  return {
    id: `c${remedies.cycle}/${summary.spec.phase}/${diagnosis.class}`,
    phase: summary.spec.phase,
    diagnosis: diagnosis.class,
    ...(remedies.rules !== undefined && { rules: remedies.rules }),
    patch,
    metric: remedy.metric,
    direction: remedy.direction,
    predicted: round(remedy.predicted(summary, diagnosis)),
    evidence: summary.evaluation,
    verifyFrom: diagnosis.class === 'cold-start' ? 'cold' : 'fresh',
    state: 'proposed',
    measured: null,
    reason: diagnosis.sentence,
  };
}

interface Remedy {
  readonly metric: Metric;
  readonly direction: Recommendation['direction'];
  readonly predicted: (summary: EvaluationSummary, diagnosis: Diagnosis) => number;
  /** Changes that could help, the first to try first. */
  readonly patches: (
    diagnosis: Diagnosis,
    summary: EvaluationSummary,
    remedies: Remedies,
  ) => readonly SpecPatch[];
}

const REMEDY: Readonly<Partial<Record<DiagnosisClass, Remedy>>> = {
  'cold-start': {
    metric: 'accuracy',
    direction: 'up',
    predicted: (summary) => medianAccuracy(summary) - meanAccuracy(summary),
    patches: (diagnosis, { spec }, { values }) =>
      enough(above(values.warmup, spec.warmup), callsUntilWarm(diagnosis, spec)).map((warmup) => ({
        warmup,
      })),
  },
  'timeout-bound': {
    metric: 'timeouts',
    direction: 'down',
    predicted: ({ letters, items, runs }) => letters.T / (items * runs),
    patches: (_, { spec }, { values }) =>
      above(values.timeoutSeconds, spec.timeoutSeconds).map((timeoutSeconds) => ({
        timeoutSeconds,
      })),
  },
  'format-mismatch': {
    metric: 'accuracy',
    direction: 'up',
    predicted: ({ letters, items, runs }) => letters.M / (items * runs),
    patches: (_, summary, { values, rules }) => [
      ...otherVariants(values, [summary.spec.variant, 'native_api']),
      ...(rules !== undefined && isNowAndThen(summary, 'M') ? moreRetries(summary, values) : []),
    ],
  },
  'over-calling': {
    metric: 'restraint',
    direction: 'up',
    predicted: (summary) => 1 - (restraint(summary) ?? 1),
    patches: (_, { spec }, { values }) =>
      otherVariants(values, [spec.variant]).filter(({ variant }) => variant?.includes('few_shot')),
  },
  'context-pollution': {
    metric: 'accuracy',
    direction: 'up',
    predicted: (_, { evidence }) => evidence.numbers['lostShare'] ?? 0,
    patches: itemsAfresh,
  },
  'late-degradation': {
    metric: 'accuracy',
    direction: 'up',
    predicted: (summary) => medianAccuracy(summary) - meanAccuracy(summary),
    patches: itemsAfresh,
  },
  flaky: {
    metric: 'variance',
    direction: 'down',
    predicted: accuracyVariance,
    patches: (diagnosis, { spec }, { values }) => [
      ...(spec.temperature > 0 && values.temperature.includes(0) ? [{ temperature: 0 }] : []),
      ...((diagnosis.evidence.numbers['mendable'] ?? 0) > 0 ? moreRetries({ spec }, values) : []),
    ],
  },
  'capability-limit': {
    metric: 'actionAccuracy',
    direction: 'up',
    predicted: (summary) => 1 - (actionAccuracy(summary) ?? 1),
    patches: (_, __, { fallbacks }) => fallbacks.map((model) => ({ model })),
  },
};

function itemsAfresh(
  _: Diagnosis,
  { spec }: EvaluationSummary,
  { values }: Remedies,
): readonly SpecPatch[] {
  return spec.isolation === 0 && values.isolation.includes(1) ? [{ isolation: 1 }] : [];
}

/** Calls that the model had answered when it came right: the items asked, and the warm-up of each run until then. */
function callsUntilWarm({ evidence: { numbers } }: Diagnosis, { warmup }: Spec): number {
  return (numbers['coldCalls'] ?? 0) + warmup * (numbers['failingRuns'] ?? 0);
}

function otherVariants(
  values: Remedies['values'],
  without: readonly string[],
): readonly SpecPatch[] {
  return values.variant
    .map(String)
    .filter((variant) => !without.includes(variant))
    .map((variant) => ({ variant }));
}

/** Is an item this in some runs and right in others, so that asking again would help? */
function isNowAndThen(
  { passesByItem, lettersByItem }: EvaluationSummary,
  letter: Outcome,
): boolean {
  const counts = countsOf(lettersByItem?.[letter] ?? '');
  return counts.some((count, item) => count > 0 && (passesByItem[item] ?? 0) > 0);
}

function moreRetries(
  { spec }: Pick<EvaluationSummary, 'spec'>,
  values: Remedies['values'],
): readonly SpecPatch[] {
  return above(values.retries, spec.retries).map((retries) => ({ retries }));
}

/** The larger values, smallest first. */
function above(values: readonly FactorValue[], present: number): readonly number[] {
  return values
    .map(Number)
    .filter((value) => value > present)
    .toSorted((a, b) => a - b);
}

/** Those that cover the need, smallest first; where none does, the largest. */
function enough(values: readonly number[], need: number): readonly number[] {
  const covering = values.filter((value) => value >= need);
  return covering.length > 0 ? covering : values.slice(-1);
}

const round = (value: number): number => Math.round(value * 1e9) / 1e9;
