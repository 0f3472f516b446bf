import { ApplicationFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { RunRequest, RunResult } from '../../../src/runs/run';
import { DEFAULT_SPEC, type Spec } from '../../../src/spec/spec';
import { seedFromText } from '../../../src/statistics/seeded-random';
import type { LabelledEvaluation, LabelledRun } from '../labelled-evaluation';
import type { Scene } from './scene';
import type { Stage } from './stage';
import { subSuite } from './sub-suite';

const ATTEMPTS = 4;

/** Makes the evaluation of a scene on the real server, by the activity that studies use; void runs are repeated. */
export async function playScene(scene: Scene, stage: Stage): Promise<LabelledEvaluation> {
  const suite = await subSuite(stage.folder, scene.suite, scene.items);
  const spec = specOf(scene);
  stage.proxy.play(scene.faults ?? (() => ({ kind: 'pass' })));
  const runs: LabelledRun[] = [];
  let ended: string | undefined;
  for (let run = 1; run <= scene.runs && ended === undefined; run += 1) {
    await scene.before?.(run, stage);
    stage.proxy.begin(run);
    const made = await untilMade(requestOf(scene, spec, { run, suite: suite.ref }), scene, stage);
    if ('ended' in made) ended = made.ended;
    else runs.push(made);
  }
  return {
    id: scene.id,
    source: 'embedded',
    cause: scene.cause,
    how: scene.how,
    spec: labelledSpec(spec),
    mask: suite.mask,
    untried: scene.untried,
    runs,
    ...(ended !== undefined && { ended }),
  };
}

function specOf({ spec, model, suite }: Scene): Spec {
  return { ...DEFAULT_SPEC, isolation: 1, retries: 0, ...spec, model, phase: suite };
}

function requestOf(
  { id, cold = false, ...scene }: Scene,
  spec: Spec,
  { run, suite }: Pick<RunRequest, 'run' | 'suite'>,
): RunRequest {
  return {
    study: 'scenes',
    cycle: 1,
    evaluation: id,
    run,
    spec,
    suite,
    items: 'steering',
    prompt: null,
    params: scene.params ?? {},
    prepare: run === 1 && cold ? 'unload' : 'none',
    seed: seedFromText(`${id}#${run}`),
  };
}

/** A run, or the code of the failure that no repeat mends. */
async function untilMade(
  request: RunRequest,
  scene: Scene,
  stage: Stage,
): Promise<LabelledRun | { readonly ended: string }> {
  const voids: string[] = [];
  const beside = scene.during?.(request.run, stage);
  while (voids.length < ATTEMPTS) {
    try {
      return labelledRun(await attempt(request, voids.length + 1, stage), voids);
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      voids.push(error.type ?? '');
      if (error.nonRetryable === true) break;
    } finally {
      await beside;
    }
  }
  return { ended: voids.at(-1) ?? '' };
}

/** One attempt as Temporal would make it; failures that a scene asks for are not logged. */
function attempt(request: RunRequest, number: number, stage: Stage): Promise<RunResult> {
  const logger = new DefaultLogger('ERROR');
  const env = new MockActivityEnvironment({ attempt: number }, { logger });
  return env.run(stage.measureRun, request);
}

function labelledRun(result: RunResult, voids: readonly string[]): LabelledRun {
  const { letters, answersSha256, startState, measured } = result;
  return { letters, answers: answersSha256.slice(0, 12), startState, voids, ...measured.latency };
}

function labelledSpec(spec: Spec): LabelledEvaluation['spec'] {
  const { variant, timeoutSeconds, retries, isolation, warmup, temperature } = spec;
  return { variant, timeoutSeconds, retries, isolation, warmup, temperature };
}
