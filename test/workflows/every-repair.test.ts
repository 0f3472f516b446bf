import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../support/json';
import { scenarioInstallation } from '../support/scenario-installation';
import { scenarioModel, startStudy } from '../support/study-server';
import { SCENARIO_SUITES } from '../support/worked-example';

const minutes = 60_000;

const EASY = ['weather-plain', 'timer-plain', 'note-implied', 'small-talk', 'about-timers'];

/** One model per trouble, each mended by one change of the spec, and one fallback that does harm. */
const table = {
  suites: ['lfm-atomic'],
  models: {
    heated: { accuracy: rule({ right: EASY, wrong: 'no-call' }), temperatureNoise: 0.5 },
    garbled: {
      accuracy: rule({ right: EASY, wrong: 'no-call' }),
      flaky: { probability: 0.35, effect: 'malformed' },
    },
    slow: {
      accuracy: rule({ right: EASY, wrong: 'no-call' }),
      flaky: { probability: 0.4, effect: 'slow', slowMs: 1_300 },
    },
    bare: {
      accuracy: {
        'lfm-atomic': {
          tools: { right: { actions: 'none', restraint: 'all' }, wrong: 'bare-json' },
          '*': { right: EASY, wrong: 'no-call' },
        },
      },
    },
    mute: { accuracy: rule({ right: { actions: 'none', restraint: 'all' }, wrong: 'no-call' }) },
    eager: {
      accuracy: rule({ right: { actions: 'all', restraint: 'none' }, wrong: 'other-tool' }),
    },
  },
};

function rule(of: Readonly<Record<string, unknown>>) {
  return { 'lfm-atomic': { '*': of } };
}

const none = { retries: 0, temperature: 0 };

/** What each study allows, and what should become of what its diagnosis recommends. */
const CASES = [
  {
    model: 'heated',
    baseline: { ...none, temperature: 1 },
    factors: { temperature: [0, 1] },
    diagnosis: 'flaky',
    patch: { temperature: 0 },
    fate: 'trial-kept',
  },
  {
    model: 'garbled',
    baseline: none,
    factors: { retries: [0, 3] },
    diagnosis: 'format-mismatch|flaky',
    patch: { retries: 3 },
    fate: 'trial-kept',
  },
  {
    model: 'slow',
    baseline: { ...none, timeoutSeconds: 1 },
    factors: { timeoutSeconds: [1, 5] },
    diagnosis: 'timeout-bound',
    patch: { timeoutSeconds: 5 },
    fate: 'trial-kept',
  },
  {
    model: 'bare',
    baseline: none,
    factors: { variant: ['native_api', 'atomic'] },
    diagnosis: 'format-mismatch',
    patch: { variant: 'atomic' },
    fate: 'recommendation-settled',
  },
  {
    model: 'mute',
    baseline: none,
    factors: { retries: [0] },
    fallbacks: { mute: 'eager' },
    diagnosis: 'capability-limit',
    patch: { model: 'eager' },
    fate: 'trial-undone',
  },
] as const;

describe('every kind of change that a diagnosis can ask for', () => {
  const here = scenarioInstallation({
    table,
    queuePrefix: 'every-',
    models: ({ url }) =>
      Object.fromEntries(Object.keys(table.models).map((name) => [name, scenarioModel(name, url)])),
  });

  beforeAll(async () => {
    const ends = CASES.map(async ({ model, baseline, factors, ...more }) => {
      const handle = await startStudy(here.server, here.installation, {
        study: model,
        phases: { [model]: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
        baseline: { model, ...baseline },
        factors,
        generators: ['retries'],
        budget: { cycles: 1 },
        atCeiling: 'finish',
        watch: 'off',
        ...('fallbacks' in more && { fallbacks: more.fallbacks }),
      });
      return handle.result();
    });
    await Promise.all(ends);
  }, 5 * minutes);

  it.each(CASES)(
    '$model: $diagnosis asks for $patch, and it ends as $fate',
    async ({ model, diagnosis, patch, fate }) => {
      const folder = join(here.installation.dataDir, 'studies', model);
      const read = async (name: string): Promise<Json> =>
        JSON.parse(await readFile(join(folder, name), 'utf8'));
      const phase = (await read('cycles/1.json')).phases[model];
      const [found] = phase.diagnosed;
      expect(found.diagnosis.class).toMatch(new RegExp(`^(${diagnosis})$`));
      expect(found.recommendation).toMatchObject({ patch, state: 'proposed' });

      const [{ recommendation }] = phase[fate];
      expect(recommendation).toMatchObject({ id: found.recommendation.id, patch });
      const kept = fate !== 'trial-undone';
      expect(recommendation.state).toBe(kept ? 'kept' : 'undone');

      const { phases } = await read('routing_config.json');
      const [factor, value] = Object.entries(patch)[0] ?? [];
      expect(phases[model].route[String(factor)] === value).toBe(kept);
      const { rules } = await read('harness_feedback.json');
      expect(rules.byDiagnosis[found.diagnosis.class]).toMatchObject({ right: kept ? 1 : 0 });
    },
  );

  it('undoes a fallback that makes calls and no longer holds back, though what it predicted came true', async () => {
    const file = join(here.installation.dataDir, 'studies/mute/cycles/1.json');
    const { phases } = JSON.parse(await readFile(file, 'utf8'));
    const [{ recommendation }] = phases.mute['trial-undone'];
    expect(recommendation.measured).toBe(1);
    expect(recommendation.reason).toMatch(/restraint fell from 1\.000 to 0\.000/);
  });
});
