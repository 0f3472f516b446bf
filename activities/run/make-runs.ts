import { setTimeout as wait } from 'node:timers/promises';
import { RatchetError, RETRYABLE } from '../../src/errors';
import type { JsonObject } from '../../src/json';
import type { PinnedFile } from '../../src/plugins/study-plugins';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { seedFromText } from '../../src/statistics/seeded-random';
import { steeringItems } from '../../src/suites/mask';
import type { Suite } from '../../src/suites/suite';
import type { PromptSet } from '../../src/variants/variant';
import type { ModelClient } from '../ports';
import { type Asking, askSuite, questionsOn } from './ask-suite';

/** Runs of one spec over a suite, made without a workflow. */
export interface RunsPlan {
  readonly suite: Suite;
  readonly spec: Spec;
  /** Of the spec's variant, where it is a plug-in. */
  readonly variantFile?: PinnedFile | null;
  /** The sets that the spec names; `null` and `{}` for the defaults. */
  readonly prompt: PromptSet | null;
  readonly params: JsonObject;
  readonly runs: number;
  /** What the seeds are derived from, so that fresh runs are fresh. */
  readonly name: string;
  readonly client: ModelClient;
  readonly signal: AbortSignal;
  /** Told after each item. */
  readonly progress: (at: {
    readonly run: number;
    readonly done: number;
    readonly of: number;
  }) => void;
}

const ATTEMPTS = 3;
const PAUSE_MS = 2_000;

/**
 * Makes runs as an evaluation of a study makes its own: one after another, from a fresh model, each with a seed of its
 * own; a run that could not be made is void and made again, three times at most.
 *
 * @returns per run one letter per item that steers, in suite order
 * @throws {RatchetError} what the endpoint says; the signal's reason when it was aborted
 */
export async function makeRuns(plan: RunsPlan): Promise<readonly string[]> {
  await plan.client.identify(plan.signal);
  const rows: string[] = [];
  for (let run = 1; run <= plan.runs; run += 1) rows.push(await untilMade(plan, run));
  return rows;
}

async function untilMade(plan: RunsPlan, run: number): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await makeRun(plan, run);
    } catch (error) {
      plan.signal.throwIfAborted();
      const mayPass = error instanceof RatchetError && RETRYABLE[error.code];
      if (!mayPass || attempt === ATTEMPTS) throw error;
      await wait(PAUSE_MS, undefined, { signal: plan.signal });
    }
  }
}

async function makeRun(plan: RunsPlan, run: number): Promise<string> {
  const { suite, spec, variantFile, prompt, params, name, client, signal, progress } = plan;
  const items = steeringItems(suite);
  const asking: Asking = {
    spec,
    ...(variantFile && { variantFile }),
    prompt,
    params,
    seed: seedFromText(`${name}/${specId(spec)}#${run}`),
    prepare: run === 1 ? 'fresh' : 'none',
  };
  const questions = await questionsOn({ suite, items }, asking, signal);
  const { results } = await askSuite(asking, questions, {
    client,
    signal,
    progress: (done) => progress({ run, done, of: items.length }),
  });
  return results.map(({ letter }) => letter).join('');
}
