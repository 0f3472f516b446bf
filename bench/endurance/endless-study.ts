import { join } from 'node:path';

const SCENARIO_SUITES = join(__dirname, '../../scenario/suites');

/** Its workflow id. */
export const STUDY = 'endless';

/** A model that takes no time. Its answers vary from run to run, so that some candidates are held and looked at again. */
export const TABLE = {
  suites: ['lfm-atomic'],
  models: {
    lfm: { accuracy: { 'lfm-atomic': { '*': { right: { probability: 0.8 } } } }, latencyMs: 0 },
  },
};

/**
 * A study that has something to try in each of so many cycles: another time limit, which changes nothing. With three
 * runs of six items hardly anything can be proven, so the baseline stays and all that was tried is remembered.
 */
export function endlessStudy(cycles: number) {
  return {
    study: STUDY,
    phases: { atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
    baseline: { model: 'lfm' },
    factors: { timeoutSeconds: Array.from({ length: cycles + 10 }, (_, place) => 61 + place) },
    generators: ['timeout'],
    policy: { runs: 3, candidatesPerCycle: 1 },
    budget: { cycles },
    atCeiling: 'finish',
    watch: 'off',
  };
}
