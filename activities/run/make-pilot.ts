import { setTimeout as wait } from 'node:timers/promises';
import type { PilotSpec } from '../../src/calibration/pilot';
import { RatchetError, RETRYABLE } from '../../src/errors';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { seedFromText } from '../../src/statistics/seeded-random';
import { steeringItems } from '../../src/suites/mask';
import type { Suite } from '../../src/suites/suite';
import type { ModelClient } from '../ports';
import { type Asking, askSuite, questionsOn } from './ask-suite';

/** Runs of one spec over a suite, made without a study. */
export interface PilotPlan {
  readonly suite: Suite;
  /** Prompt and params must be the defaults: other sets are a study's. */
  readonly spec: Spec;
  readonly runs: number;
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
 * Makes the runs of a pilot as an evaluation of a study makes its own: one after another, from a fresh model, each with
 * a seed of its own; a run that could not be made is void and made again, three times at most.
 *
 * @throws {RatchetError} what the endpoint says; the signal's reason when it was aborted
 */
export async function makePilot(plan: PilotPlan): Promise<PilotSpec> {
  const { suite, spec, runs, client, signal } = plan;
  await client.identify(signal);
  const items = steeringItems(suite);
  const rows: (readonly boolean[])[] = [];
  for (let run = 1; run <= runs; run += 1) rows.push(await untilMade(plan, run));
  return {
    specId: specId(spec),
    runs,
    passesByItem: items.map((_, item) => rows.filter((row) => row[item]).length),
    passesByRun: rows.map((row) => row.filter(Boolean).length),
  };
}

/** Per item: was it right? */
async function untilMade(plan: PilotPlan, run: number): Promise<readonly boolean[]> {
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

async function makeRun(
  { suite, spec, client, signal, progress }: PilotPlan,
  run: number,
): Promise<readonly boolean[]> {
  const items = steeringItems(suite);
  const asking: Asking = {
    spec,
    prompt: null,
    params: {},
    seed: seedFromText(`pilot/${specId(spec)}#${run}`),
    prepare: run === 1 ? 'fresh' : 'none',
  };
  const { results } = await askSuite(asking, questionsOn(suite, items, asking), {
    client,
    signal,
    progress: (done) => progress({ run, done, of: items.length }),
  });
  return results.map(({ letter }) => letter === 'P');
}
