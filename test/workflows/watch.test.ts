import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import type { Json } from '../support/json';
import {
  type Installation,
  type StudyHandle,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../support/study-server';
import { type SwitchedEndpoint, switchedEndpoint } from '../support/switched-endpoint';
import { until } from '../support/until';
import { SCENARIO_SUITES } from '../support/worked-example';

const minutes = 60_000;

/** A model that has so many items right when it is given tools, and so many when it is asked small questions. */
function table(tools: number, question: number) {
  const accuracy = { tools: { right: tools }, question: { right: question }, '*': { right: 0 } };
  return {
    suites: ['lfm-atomic'],
    models: { lfm: { accuracy: { 'lfm-atomic': accuracy }, latencyMs: 2 } },
  };
}

describe('a route that is watched after its promotion', () => {
  let server: StudyServer;
  let installation: Installation;
  let endpoint: SwitchedEndpoint;
  const scenarios: Scenario[] = [];
  let handle: StudyHandle;

  afterAll(async () => {
    await handle?.terminate().catch(() => undefined);
    await installation?.stop();
    await endpoint?.close();
    await Promise.all(scenarios.map((scenario) => scenario.close()));
    await server?.stop();
  });

  beforeAll(async () => {
    server = await startStudyServer();
    for (const each of [table(4, 5), table(4, 2), table(3, 5)]) {
      scenarios.push(await startScenario({ table: each }));
    }
    endpoint = await switchedEndpoint(urlOf(0));
    installation = await startInstallation(server, {
      queuePrefix: 'watched-',
      models: { lfm: scenarioModel('lfm', endpoint.url) },
    });
    handle = await startStudy(server, installation, {
      study: 'watched',
      phases: { watched: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
      baseline: { model: 'lfm' },
      factors: { variant: ['native_api', 'atomic'] },
      generators: ['variant'],
      watch: 'off',
    });
  }, 2 * minutes);

  function urlOf(scenario: number): string {
    return scenarios[scenario]?.url ?? '';
  }

  /** Wakes it, and waits for its next rest. */
  async function look(): Promise<Awaited<ReturnType<typeof statusOf>>> {
    const { cycle } = await statusOf(handle);
    await handle.signal('resume');
    return resting(cycle + 1);
  }

  async function resting(cycle: number) {
    return until(`a rest in cycle ${cycle} or later`, async () => {
      const status = await statusOf(handle);
      const rests = status.state === 'resting' && status.doing.startsWith('rests');
      return rests && status.cycle >= cycle && status;
    });
  }

  async function file(name: string): Promise<string> {
    return readFile(join(installation.dataDir, 'studies/watched', name), 'utf8');
  }

  async function watched(): Promise<readonly Json[]> {
    const lines = (await file('routing_decisions.log')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'route-watched');
  }

  it(
    'is left alone while it shows what it promised, and goes back to the one before when that is certainly better',
    async () => {
      const first = await resting(2);
      expect(first.phases[0]?.baseline).toContain('/atomic/t60');

      const steady = await look();
      expect(steady.phases[0]?.watched).toMatchObject({ verdict: 'as-promised' });

      endpoint.switchTo(urlOf(1));
      const after = await look();
      expect(after.phases[0]?.baseline).toContain('/native_api/');
      const [, rolledBack] = await watched();
      expect(rolledBack).toMatchObject({
        verdict: 'rolled-back',
        from: { variant: 'atomic' },
        to: { variant: 'native_api' },
        summaries: [{ runs: 7 }, { runs: 7 }],
      });
      const { phases } = JSON.parse(await file('routing_config.json'));
      expect(phases.watched).toMatchObject({
        route: { variant: 'native_api' },
        decision: rolledBack?.['id'],
        reason: expect.stringMatching(/^rolled back: .*0\.333 against 0\.833/),
      });
      // The study searched again from the older route, under an error budget of its own.
      expect(after.errorBudget).toMatchObject({ epoch: 2 });

      endpoint.switchTo(urlOf(2));
      const cooling = await look();
      expect(cooling.phases[0]?.watched).toMatchObject({
        verdict: 'cooling-down',
        reason: expect.stringContaining('the cool-down of 72 h'),
      });
      expect(cooling.phases[0]?.baseline).toContain('/native_api/');
    },
    4 * minutes,
  );
});
