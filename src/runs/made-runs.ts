import { curtailed } from '../gates/curtail';
import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { seedFromText } from '../statistics/seeded-random';
import { charactersAt, heldOutIndices, isAction, steeringIndices } from '../suites/mask';
import type { EvaluationSummary } from './evaluation';
import type { EvaluationPlan, EvaluationResult } from './evaluation-plan';
import { evidenceOf } from './gate-evidence';
import type { RunRequest, RunResult } from './run';
import { summarise } from './summarise';

/** A run of a plan that was made. */
export interface MadeRun {
  readonly spec: Spec;
  readonly result: RunResult;
}

/**
 * What the activity of a plan's step is asked.
 *
 * @param evaluation - workflow id
 * @param place - of the step in the plan, from 0
 * @param tellsLast - whether the last run is told that it is; earlier versions did not
 */
export function requestOf(
  plan: EvaluationPlan,
  evaluation: string,
  { place, tellsLast }: { readonly place: number; readonly tellsLast: boolean },
): RunRequest {
  const step = plan.steps[place];
  if (!step)
    throw new RangeError(`Cannot make run ${place + 1}: the plan has ${plan.steps.length}`);
  const variantFile = plan.variantFiles?.[step.spec.variant];
  return {
    study: plan.study,
    cycle: plan.cycle,
    evaluation,
    run: place + 1,
    spec: step.spec,
    ...(variantFile && { variantFile }),
    suite: plan.suite,
    items: plan.items,
    prompt: plan.prompts[step.spec.prompt] ?? null,
    params: plan.params[step.spec.params] ?? {},
    prepare: step.prepare,
    seed: seedFromText(`${evaluation}#${place + 1}`),
    ...(tellsLast && place + 1 === plan.steps.length && { last: true }),
  };
}

/** What the runs made so far come to, where the evaluation ends with them; null: it goes on. */
export function endedBy(
  plan: EvaluationPlan,
  evaluation: string,
  made: readonly MadeRun[],
): EvaluationResult | null {
  if (enough(plan, made)) return measuredBy(plan, evaluation, made);
  const skipped = curtailment(plan, evaluation, made);
  if (skipped !== null) return skippedIn(measuredBy(plan, evaluation, made), skipped);
  return made.length < plan.steps.length ? null : measuredBy(plan, evaluation, made);
}

/** Identical answers, run after run: more runs would be copies. */
function enough({ enoughWhenIdentical }: EvaluationPlan, made: readonly MadeRun[]): boolean {
  if (enoughWhenIdentical === null || made.length < enoughWhenIdentical) return false;
  return new Set(made.map(({ result }) => result.answersSha256)).size === 1;
}

/** Why no further run could change the verdict; null where one could, or nobody asks. */
function curtailment(
  plan: EvaluationPlan,
  evaluation: string,
  made: readonly MadeRun[],
): string | null {
  const [summary] = plan.curtail ? summariesOf(plan, evaluation, made) : [];
  if (!plan.curtail || !summary) return null;
  const { baseline, before, policy } = plan.curtail;
  const candidate = evidenceOf(summary, baseline.kinds);
  return curtailed({ ...candidate, batches: [...before, ...candidate.batches] }, baseline, {
    policy,
    remaining: {
      runs: plan.steps.length - made.length,
      restraintItems: baseline.kinds.replaceAll('a', '').length,
    },
  });
}

function measuredBy(
  plan: EvaluationPlan,
  evaluation: string,
  made: readonly MadeRun[],
): MeasuredEvaluation {
  return { kind: 'measured', summaries: summariesOf(plan, evaluation, made) };
}

/** Told to stop: what was made was paid for, and is too little to decide by. */
export function stoppedBy(
  plan: EvaluationPlan,
  evaluation: string,
  made: readonly MadeRun[],
): EvaluationResult {
  if (made.length === 0) return { kind: 'stopped' };
  return { kind: 'stopped', summaries: summariesOf(plan, evaluation, made) };
}

type MeasuredEvaluation = Extract<EvaluationResult, { readonly kind: 'measured' }>;

function skippedIn({ kind, summaries }: MeasuredEvaluation, curtailed: string): EvaluationResult {
  return { kind, summaries: summaries.map((summary) => ({ ...summary, curtailed })) };
}

/** One summary per spec, in the order in which the specs first appear. */
function summariesOf(
  plan: EvaluationPlan,
  evaluation: string,
  made: readonly MadeRun[],
): readonly EvaluationSummary[] {
  const ids = [...new Set(made.map(({ spec }) => specId(spec)))];
  const indices =
    plan.items === 'steering' ? steeringIndices(plan.mask) : heldOutIndices(plan.mask);
  const callDue = Array.from(charactersAt(plan.mask, indices), isAction);
  return ids.flatMap((id) => {
    const own = made.filter(({ spec }) => specId(spec) === id);
    const [first] = own;
    if (!first) return [];
    const runs = own.map(({ result }) => result);
    const { diagnosis } = plan;
    return [summarise({ evaluation, spec: first.spec, callDue, runs, diagnosis })];
  });
}
