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
import { temporal } from '../support/temporal-command';
import { until } from '../support/until';
import { SCENARIO_SUITES, smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

describe('a study that is cancelled', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let slow: Scenario;
  let installation: Installation;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(40) });
    slow = await startScenario({ table: slowTable() });
    installation = await startInstallation(server, {
      queuePrefix: 'cancelled-',
      models: {
        lfm: scenarioModel('lfm', scenario.url),
        mute: scenarioModel('mute', slow.url),
        able: scenarioModel('able', slow.url),
      },
    });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await slow?.close();
    await server?.stop();
  });

  const routing = async (study: string): Promise<Json> =>
    JSON.parse(
      await readFile(join(installation.dataDir, 'studies', study, 'routing_config.json'), 'utf8'),
    );

  async function cancelled(handle: StudyHandle): Promise<void> {
    await handle.result().catch(() => undefined);
    const latest = server.env.client.workflow.getHandle(handle.workflowId);
    expect((await latest.describe()).status.name).toBe('CANCELLED');
    expect(await statusOf(handle)).toMatchObject({ state: 'stopped' });
    const described = await until('the list to tell', async () => {
      const found = await latest.describe();
      return found.searchAttributes['RatchetState']?.[0] === 'stopped' && found;
    });
    expect(described.searchAttributes['RatchetState']).toEqual(['stopped']);
  }

  async function openChild(prefix: string): Promise<string | null> {
    const query = 'WorkflowType = "evaluateSpec" AND ExecutionStatus = "Running"';
    for await (const { workflowId } of server.env.client.workflow.list({ query })) {
      if (workflowId.startsWith(prefix)) return workflowId;
    }
    return null;
  }

  it(
    'ends with true files and no open child',
    async () => {
      const handle = await startStudy(server, installation, smallStudy('given-up', {}));
      await until('a baseline', async () => (await statusOf(handle)).phases[0]?.table.length);
      const sent = await temporal(server, 'workflow', 'cancel', '-w', 'given-up');
      expect(sent.ok).toBe(true);
      await cancelled(handle);
      expect(await routing('given-up')).toMatchObject({ state: 'stopped' });
      await until('no open child', async () => (await openChild('given-up/')) === null);
    },
    2 * minutes,
  );

  it(
    'undoes the trial that is open',
    async () => {
      const study = trialStudy('tried');
      const handle = await startStudy(server, installation, study);
      await until('an open trial', async () => 'trial' in (await routing('tried')));
      await temporal(server, 'workflow', 'cancel', '-w', 'tried');
      await cancelled(handle);
      const after = await routing('tried');
      expect(after).not.toHaveProperty('trial');
      expect(after.phases.tried.route.model).toBe('mute');
    },
    2 * minutes,
  );

  it(
    'undoes the trial that is open when it is stopped, too',
    async () => {
      const handle = await startStudy(server, installation, trialStudy('halted'));
      await until('an open trial', async () => 'trial' in (await routing('halted')));
      await handle.signal('stop');
      expect(await handle.result()).toMatchObject({ state: 'stopped' });
      const after = await routing('halted');
      expect(after).not.toHaveProperty('trial');
      expect(after.state).toBe('stopped');
    },
    2 * minutes,
  );

  it(
    'undoes a trial whose verification somebody has terminated',
    async () => {
      const handle = await startStudy(server, installation, trialStudy('shot-down'));
      await until('an open trial', async () => 'trial' in (await routing('shot-down')));
      const child = await until('the verification', () => openChild('shot-down/c1/shot-down/'));
      expect(child).toMatch(/e\d-verify$/);
      await server.env.client.workflow.getHandle(child).terminate('a mistake');
      await until('a trouble', async () => (await statusOf(handle)).trouble);
      expect(await routing('shot-down')).not.toHaveProperty('trial');
      await handle.signal('resume');
      expect(await handle.result()).toMatchObject({
        phases: [{ last: expect.stringMatching(/^able\//) }],
      });
    },
    2 * minutes,
  );
});

/** A baseline that never calls anything, and a fallback that can: a trial that takes a while. */
function trialStudy(study: string) {
  return {
    study,
    phases: { [study]: join(SCENARIO_SUITES, 'lfm-atomic.yaml') },
    baseline: { model: 'mute' },
    fallbacks: { mute: 'able' },
    generators: ['retries'],
    policy: { runs: 1, minSamples: 1 },
    atCeiling: 'finish',
    watch: 'off',
  };
}

function slowTable() {
  return {
    suites: ['lfm-atomic'],
    models: {
      mute: {
        accuracy: { 'lfm-atomic': { '*': { right: { actions: 0, restraint: 'all' } } } },
        latencyMs: 100,
      },
      able: { accuracy: {}, latencyMs: 100 },
    },
  };
}
