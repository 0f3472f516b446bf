import { join } from 'node:path';
import type { Scenario } from '../../scenario/start-scenario';
import { scenarioModel } from './study-server';

export const SCENARIO_SUITES = join(__dirname, '../../scenario/suites');

/** The seed's worked example: one model for two phases, a second one to fall back on. */
export const WORKED_EXAMPLE = {
  study: 'lfm',
  phases: {
    atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml'),
    extended: join(SCENARIO_SUITES, 'lfm-extended.yaml'),
  },
  baseline: { model: 'lfm' },
  factors: { variant: ['native_api', 'atomic'], timeoutSeconds: [60, 120], retries: [1, 2] },
  fallbacks: { lfm: 'claude-haiku' },
  atCeiling: 'finish',
  watch: 'off',
};

/** Its models, both played by one scenario endpoint. */
export function workedExampleModels({ url }: Pick<Scenario, 'url'>) {
  return {
    lfm: scenarioModel('lfm', url),
    'claude-haiku': scenarioModel('claude-haiku', url, { slots: 4 }),
  };
}

/**
 * One phase, one change to try, short evaluations: for tests about anything but decisions. At the baseline there is
 * nothing to repair.
 */
export function smallStudy<T extends object>(study: string, more: T) {
  return {
    study,
    phases: { [study]: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
    baseline: { model: 'lfm' },
    factors: { retries: [1, 2] },
    policy: { runs: 3 },
    atCeiling: 'finish',
    watch: 'off',
    ...more,
  };
}

/** A model that is right but for one item, always, and takes its time over each answer. */
export function steadyTable(latencyMs: number) {
  return {
    suites: ['lfm-atomic'],
    models: {
      lfm: { accuracy: { 'lfm-atomic': { '*': { right: 5 } } }, latencyMs },
    },
  };
}
