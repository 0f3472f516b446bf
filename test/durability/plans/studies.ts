import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { seedFromText } from '../../../src/statistics/seeded-random';
import { SCENARIO_SUITES } from '../../support/worked-example';
import type { Form } from './fault';

const ROOT = join(__dirname, '../../..');

/** Of one name always: the order of the candidates follows from it. */
export const STUDY = 'disturbed';

const phases = {
  atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml'),
  extended: join(SCENARIO_SUITES, 'lfm-extended.yaml'),
};
const common = {
  study: STUDY,
  phases,
  baseline: { model: 'lfm' },
  fallbacks: { lfm: 'claude-haiku' },
  atCeiling: 'finish',
  watch: 'off',
};

/**
 * Both promote a candidate and keep a repair. The short one decides after three runs, since their answers are copies;
 * the long one goes on over so many cycles.
 */
export function studyOf(form: Form, cycles: number) {
  if (form === 'short') {
    const factors = { variant: ['native_api', 'atomic'], retries: [1, 2] };
    const policy = { runs: 3, determinism: 'auto' };
    return { ...common, factors, policy, budget: { cycles: 1 } };
  }
  const factors = {
    variant: ['native_api', 'atomic'],
    timeoutSeconds: [30, 60, 90, 120],
    retries: [0, 1, 2, 3],
    isolation: [0, 1],
  };
  return { ...common, factors, policy: { runs: 7 }, budget: { cycles } };
}

const MOST_CYCLES = 100;
const MOST_RUNS = 28;

/** By the seed of a question it is known of which run it is: these are runs of a baseline. */
export const BASELINE_SEEDS: ReadonlySet<string> = new Set(baselineSeeds());

function* baselineSeeds(): Generator<string> {
  for (let cycle = 1; cycle <= MOST_CYCLES; cycle += 1) {
    for (const phase of Object.keys(phases)) {
      for (let run = 1; run <= MOST_RUNS; run += 1) {
        yield String(seedFromText(`${STUDY}/c${cycle}/${phase}/e0-baseline#${run}`));
      }
    }
  }
}

/** The worked example's models: their answers follow from the question alone, and take so many milliseconds. */
export async function tableOf(seed: number, latencyMs: number): Promise<object> {
  const path = join(ROOT, 'scenario/tables/lfm.yaml');
  const table = parse(await readFile(path, 'utf8'));
  for (const model of Object.values<{ latencyMs: number }>(table.models)) {
    model.latencyMs = latencyMs;
  }
  return { ...table, seed };
}
