import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SCENARIO_SUITES } from '../support/worked-example';

export const STUDY = 'lfm';

/** One cycle over two phases, with a promotion and a repair: long enough to be disturbed three times. */
export const CLUSTER_STUDY = {
  study: STUDY,
  phases: {
    atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml'),
    extended: join(SCENARIO_SUITES, 'lfm-extended.yaml'),
  },
  baseline: { model: 'lfm' },
  factors: { variant: ['native_api', 'atomic'], timeoutSeconds: [60, 120], retries: [1, 2] },
  fallbacks: { lfm: 'claude-haiku' },
  policy: { runs: 7 },
  budget: { cycles: 1 },
  atCeiling: 'finish',
  watch: 'off',
};

/** Its models, without an address: a worker takes that from RATCHET_SCENARIO_URL. */
export const CLUSTER_MODELS = {
  models: {
    lfm: { provider: 'scenario', model: 'lfm' },
    'claude-haiku': { provider: 'scenario', model: 'claude-haiku', slots: 4 },
  },
};

/** The worked example's models, slow enough to be caught in the middle of a run. The answers follow from the question alone. */
export async function slowTable(latencyMs: number): Promise<unknown> {
  const path = join(__dirname, '../../scenario/tables/lfm.yaml');
  const table = parse(await readFile(path, 'utf8'));
  for (const model of Object.values<{ latencyMs: number }>(table.models))
    model.latencyMs = latencyMs;
  return table;
}
