import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import type { Json } from '../support/json';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../support/study-server';
import { until } from '../support/until';
import { SCENARIO_SUITES } from '../support/worked-example';

const minutes = 60_000;
const atomic = join(SCENARIO_SUITES, 'lfm-atomic.yaml');
const ends = { atCeiling: 'finish', watch: 'off' };

describe('repairs on a real server', () => {
  let server: StudyServer;
  let installation: Installation;
  const scenarios: Record<string, Scenario> = {};

  beforeAll(async () => {
    server = await startStudyServer();
    for (const table of ['cold-start', 'hopeless-fallback', 'noisy', 'lfm']) {
      scenarios[table] = await startScenario({ table });
    }
    const at = (table: string): string => scenarios[table]?.url ?? '';
    installation = await startInstallation(server, {
      queuePrefix: 'repairs-',
      models: {
        cold: scenarioModel('cold', at('cold-start')),
        hopeless: scenarioModel('hopeless', at('hopeless-fallback'), { modelId: 'lfm' }),
        'claude-haiku': scenarioModel('claude-haiku', at('hopeless-fallback')),
        heated: scenarioModel('heated', at('noisy')),
        lfm: scenarioModel('lfm', at('lfm')),
      },
    });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await Promise.all(Object.values(scenarios).map((scenario) => scenario.close()));
    await server?.stop();
  });

  const pathOf = (study: string, name: string): string =>
    join(installation.dataDir, 'studies', study, name);

  async function cycle(study: string, number: number): Promise<Json> {
    return JSON.parse(await readFile(pathOf(study, `cycles/${number}.json`), 'utf8'));
  }

  it(
    'mends a cold start by a warm-up, verified from a cold model, and goes on with it',
    async () => {
      const handle = await startStudy(server, installation, {
        study: 'cold',
        phases: { 'cold-phase': atomic },
        baseline: { model: 'cold' },
        factors: { warmup: [0, 12], retries: [1, 2] },
        generators: ['retries'],
        ...ends,
      });
      const report = await handle.result();
      expect(report).toMatchObject({
        state: 'finished',
        phases: [{ last: 'cold/cold-phase/native_api/t60/r1/i0/w12/T0', accuracy: 5 / 6 }],
      });

      const first = (await cycle('cold', 1)).phases['cold-phase'];
      expect(first['baseline-measured'][0].summary).toMatchObject({ marks: 'FFPPPPP' });
      // Repair first: candidates are compared with the warm baseline, which they are no better than.
      expect(first['baseline-measured'][1].summary).toMatchObject({
        marks: 'PPPPPPP',
        spec: { warmup: 12 },
      });
      expect(first['candidate-decided'][0]).toMatchObject({
        candidate: { spec: { warmup: 12, retries: 2 } },
        decision: { verdict: 'REJECT', gain: 0 },
      });
      expect(first.diagnosed[0]).toMatchObject({
        diagnosis: { class: 'cold-start' },
        recommendation: { patch: { warmup: 12 }, verifyFrom: 'cold', metric: 'accuracy' },
      });
      const [old, trial] = first['trial-kept'][0].summaries;
      expect(old).toMatchObject({
        specId: expect.stringContaining('/w0/'),
        startStates: ['cold', 'cold', 'cold'],
      });
      expect(trial).toMatchObject({
        specId: expect.stringContaining('/w12/'),
        startStates: ['cold', 'cold', 'cold'],
        passesByRun: [5, 5, 5],
      });
      expect(Math.max(...old.passesByRun)).toBeLessThan(5);

      // Three evaluations and six cold runs; at the very first there was nothing to unload.
      expect(scenarios['cold-start']?.log().models['cold']?.unloads).toBeGreaterThanOrEqual(
        3 + 6 - 1,
      );
    },
    3 * minutes,
  );

  it(
    'undoes a bad recommendation: the routing file is byte for byte what it was',
    async () => {
      const seen = new Set<string>();
      const handle = await startStudy(server, installation, {
        study: 'hopeless',
        phases: { 'hopeless-phase': join(SCENARIO_SUITES, 'lfm-extended.yaml') },
        baseline: { model: 'hopeless' },
        generators: ['retries'],
        factors: { retries: [1, 2] },
        policy: { runs: 3 },
        fallbacks: { hopeless: 'claude-haiku' },
        ...ends,
      });
      let ended = false;
      const result = handle.result().finally(() => {
        ended = true;
      });
      await until('the end', async () => {
        seen.add(await readFile(pathOf('hopeless', 'routing_config.json'), 'utf8'));
        return ended;
      });

      expect(await result).toMatchObject({
        phases: [{ last: expect.stringMatching(/^hopeless\//) }],
      });
      const states = [...seen];
      const trial = states.findIndex((text) => 'trial' in JSON.parse(text));
      expect(trial).toBeGreaterThan(0);
      expect(JSON.parse(states[trial] ?? '').trial['hopeless-phase'].specId).toMatch(
        /^claude-haiku\//,
      );
      // Seen before the trial and again after it: a set of texts holds it once, and only the end has another.
      const later = states.slice(trial + 1).map((text) => JSON.parse(text).state);
      expect(later).toEqual(['finished']);
      const undone = (await cycle('hopeless', 1)).phases['hopeless-phase']['trial-undone'];
      expect(undone[0].recommendation).toMatchObject({ state: 'undone', measured: 0 });
      expect(undone[0].recommendation.reason).toMatch(
        /^undone: actionAccuracy went from 0.000 to 0.000/,
      );
    },
    3 * minutes,
  );

  it(
    'decides after three identical runs where the study allows it, and says so',
    async () => {
      const handle = await startStudy(server, installation, {
        study: 'copied',
        phases: { copied: atomic },
        baseline: { model: 'lfm' },
        factors: { variant: ['native_api', 'atomic'] },
        policy: { determinism: 'auto' },
        budget: { cycles: 1 },
        ...ends,
      });
      await handle.result();
      const { copied } = (await cycle('copied', 1)).phases;
      const [{ summary, decision }] = copied['candidate-decided'];
      expect(summary).toMatchObject({ runs: 3, identicalAnswers: true });
      expect(decision).toMatchObject({ verdict: 'PROMOTE' });
      expect(decision.reason).toMatch(
        /certified by identical answers: all 3 runs of the candidate and all 3 of the baseline/,
      );
    },
    2 * minutes,
  );

  it(
    'makes every run where answers differ',
    async () => {
      const handle = await startStudy(server, installation, {
        study: 'heated',
        phases: { heated: atomic },
        baseline: { model: 'heated', temperature: 0.8 },
        factors: { retries: [1, 2] },
        policy: { determinism: 'auto' },
        budget: { runs: 14 },
        ...ends,
      });
      await handle.result();
      const { phases } = await cycle('heated', 1);
      expect(phases.heated['baseline-measured'][0].summary).toMatchObject({
        runs: 7,
        identicalAnswers: false,
      });
      expect((await statusOf(handle)).spent.runs).toBeLessThanOrEqual(14);
    },
    2 * minutes,
  );
});
