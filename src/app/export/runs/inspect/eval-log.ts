import {
  accuracyVariance,
  actionAccuracy,
  meanAccuracy,
  restraint,
} from '../../../../runs/accuracies';
import type { EvaluationSummary } from '../../../../runs/evaluation';
import { shortName } from '../digest';
import { type EvaluationOfSpec, planNameOf } from '../evaluation-of-spec';
import { nameOf, tokensOf } from '../item-facts';
import type { MeasuredRun } from '../measured-evaluation';
import { generateConfig } from './generate-config';
import { modelUsage, type Usage } from './model-usage';
import { sampleOf, SCORER } from './sample';

/** Where neither history nor transcript tells a time. */
const UNKNOWN_TIME = '1970-01-01T00:00:00Z';

/** An `EvalLog` of Inspect, version 2 of its format: fields that Inspect fills in by itself are left out. */
export function evalLog(ofSpec: EvaluationOfSpec, version: string) {
  const { evaluation, runs, first, summary } = ofSpec;
  const items = first.items.map(nameOf);
  const epochs = runs.length;
  return {
    version: 2,
    status: 'success',
    eval: evalSpec(ofSpec, items, version),
    plan: {
      name: first.spec.variant,
      steps: [{ solver: first.spec.variant, params: {}, params_passed: {} }],
      config: generateConfig(first.spec),
    },
    results: {
      total_samples: items.length * epochs,
      completed_samples: items.length * epochs,
      scores: [score(summary, items.length * epochs)],
    },
    stats: {
      started_at: first.scheduledAt ?? '',
      completed_at: runs.at(-1)?.endedAt ?? '',
      model_usage: usageOf(runs),
    },
    samples: runs.flatMap((run) => run.items.map((item) => sampleOf(item, run, evaluation))),
  };
}

function evalSpec(
  { evaluation, first, runs }: EvaluationOfSpec,
  items: readonly string[],
  version: string,
) {
  const { study, cycle, phase, suite, heldOut } = evaluation;
  const id = shortName(evaluation.evaluation, first.specId);
  const { model: _, phase: __, ...factors } = first.spec;
  return {
    eval_id: id,
    run_id: shortName(evaluation.evaluation),
    created: first.scheduledAt ?? UNKNOWN_TIME,
    task: `${study}-${phase}`,
    task_id: id,
    task_version: 0,
    task_display_name: `${study} ${phase}, cycle ${cycle}, ${planNameOf(evaluation)}`,
    task_args: factors,
    solver: first.spec.variant,
    tags: [phase, ...(heldOut ? ['held-out'] : []), ...(first.simulated ? ['simulated'] : [])],
    dataset: {
      name: suite.source,
      samples: items.length,
      sample_ids: items,
      shuffled: false,
    },
    model: first.spec.model,
    model_generate_config: generateConfig(first.spec),
    model_args: {},
    config: { epochs: runs.length, epochs_reducer: ['mean'] },
    packages: { ratchet: version },
    metadata: {
      study,
      cycle,
      phase,
      evaluation: evaluation.evaluation,
      spec: first.specId,
      suite_sha256: suite.sha256,
      held_out: heldOut,
      simulated: first.simulated,
      served_model: first.result.measured.servedModel,
      digest: first.result.measured.digest,
    },
    scorers: [{ name: SCORER, metrics: [{ name: 'accuracy' }] }],
  };
}

/** The summary that decisions read; metrics that no item asks for are left out. */
function score(summary: EvaluationSummary, samples: number) {
  const metrics = Object.entries({
    accuracy: meanAccuracy(summary),
    action_accuracy: actionAccuracy(summary),
    restraint: restraint(summary),
    run_variance: accuracyVariance(summary),
  });
  return {
    name: SCORER,
    scorer: SCORER,
    reducer: 'mean',
    scored_samples: samples,
    unscored_samples: 0,
    metrics: Object.fromEntries(
      metrics.flatMap(([name, value]) => (value === null ? [] : [[name, { name, value }]])),
    ),
  };
}

function usageOf(runs: readonly MeasuredRun[]): Readonly<Record<string, Usage>> {
  const told = runs.flatMap(({ items }) => items.flatMap((item) => tokensOf(item) ?? []));
  const [first] = runs;
  return first ? modelUsage(first.spec.model, told) : {};
}
