import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderMedium } from '../../activities/store/folder-medium';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { sweepStudies } from '../../src/app/worker/sweep-studies';
import type { Json } from '../support/json';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
} from '../support/study-server';
import { until } from '../support/until';

const minutes = 60_000;
const queuePrefix = 'outside-';

/** A phase whose capability limit is tried to be mended by a fallback that is as hopeless. */
const study = (name: string) => ({
  study: name,
  phases: { [name]: join(__dirname, '../../scenario/suites/lfm-extended.yaml') },
  baseline: { model: 'hopeless' },
  generators: ['retries'],
  factors: { retries: [1, 2] },
  // A trial of many runs: there is time to see it open.
  policy: { runs: 3, verifyRuns: 17 },
  fallbacks: { hopeless: 'claude-haiku' },
  atCeiling: 'finish',
  watch: 'off',
});

describe('what somebody closes from outside', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;
  let dataDir: string;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: 'hopeless-fallback' });
    dataDir = await mkdtemp(join(tmpdir(), 'ratchet-outside-'));
    installation = await startInstallation(server, {
      queuePrefix,
      dataDir,
      models: {
        hopeless: scenarioModel('hopeless', scenario.url, { modelId: 'lfm' }),
        'claude-haiku': scenarioModel('claude-haiku', scenario.url),
      },
    });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const pathOf = (name: string, file: string): string => join(dataDir, 'studies', name, file);

  async function routing(name: string): Promise<Json> {
    return JSON.parse(await readFile(pathOf(name, 'routing_config.json'), 'utf8'));
  }

  async function events(name: string): Promise<readonly Json[]> {
    const text = await readFile(pathOf(name, 'routing_decisions.log'), 'utf8');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  async function openTrial(name: string): Promise<void> {
    await until('an open trial', async () => {
      const config = await routing(name).catch(() => ({}));
      return 'trial' in config;
    });
  }

  it(
    'undoes the trial of a study that was terminated, records its end and archives it, once',
    async () => {
      const handle = await startStudy(server, installation, study('terminated'));
      await openTrial('terminated');
      await handle.terminate('by an operator');
      const before = await routing('terminated');
      // Its children are told to cancel; what they still write is theirs.
      await until('the children to be closed', async () => {
        const query = "WorkflowId STARTS_WITH 'terminated/' AND ExecutionStatus = 'Running'";
        for await (const _ of server.env.client.workflow.list({ query })) return false;
        return true;
      });
      const said: string[] = [];
      const sweep = {
        client: server.env.client,
        medium: folderMedium(dataDir),
        queuePrefix,
        say: (line: string) => said.push(line),
      };

      await sweepStudies({ ...sweep, queuePrefix: 'another-installation-' });
      expect((await routing('terminated')).state).toBe('live');
      await sweepStudies(sweep);

      const after = await routing('terminated');
      expect(after.state).toBe('stopped');
      expect(after.trial).toBeUndefined();
      expect(after.phases).toEqual(before.phases);
      expect((await events('terminated')).at(-1)).toMatchObject({
        type: 'study-ended',
        state: 'stopped',
        reason: 'its workflow was closed from outside: terminated',
      });
      expect(said.join('\n')).toMatch(
        /^terminated: its workflow was closed from outside: terminated/m,
      );
      const files = await readdir(pathOf('terminated', 'histories'));
      expect(files.filter((file) => file.endsWith('.manifest.json'))).toHaveLength(1);

      said.length = 0;
      await sweepStudies(sweep);
      expect(said).toEqual([]);
    },
    2 * minutes,
  );

  it(
    'undoes the trial of a transaction that was terminated alone, and the study goes on',
    async () => {
      const handle = await startStudy(server, installation, study('alone'));
      await openTrial('alone');
      const transaction = 'alone/c1/alone/enforce-capability-limit';
      await server.env.client.workflow.getHandle(transaction).terminate('by an operator');

      expect(await handle.result()).toMatchObject({ state: 'finished' });

      const log = await events('alone');
      const undone = log.filter(({ type }) => type === 'trial-undone');
      expect(undone).toHaveLength(1);
      expect(undone[0].recommendation).toMatchObject({
        state: 'undone',
        reason: expect.stringMatching(/^undone: its workflow was closed before its end/),
      });
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
      expect((await routing('alone')).trial).toBeUndefined();
    },
    2 * minutes,
  );
});
