import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import type { OptimizationCycle } from '../../src/contract';
import type { StudyReport } from '../../src/study/study-report';
import {
  type Installation,
  scenarioModel,
  startInstallation,
  startStudyServer,
  type StudyServer,
} from '../support/study-server';

const suites = join(__dirname, '../../scenario/suites');

/** The seed's worked example: one model for two phases, a second one to fall back on. */
const study = {
  study: 'lfm',
  phases: {
    atomic: join(suites, 'lfm-atomic.yaml'),
    extended: join(suites, 'lfm-extended.yaml'),
  },
  baseline: { model: 'lfm' },
  factors: { variant: ['native_api', 'atomic'], timeoutSeconds: [60, 120], retries: [1, 2] },
  fallbacks: { lfm: 'claude-haiku' },
  atCeiling: 'finish',
  watch: 'off',
};

describe('the worked example on a real server', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let installation: Installation;
  let report: StudyReport;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: 'lfm' });
    installation = await startInstallation(server, {
      queuePrefix: 'worked-',
      models: {
        lfm: scenarioModel('lfm', scenario.url),
        'claude-haiku': scenarioModel('claude-haiku', scenario.url),
      },
    });
    report = await server.env.client.workflow.execute<OptimizationCycle>('optimizationCycle', {
      taskQueue: installation.taskQueue,
      workflowId: 'lfm',
      args: [study],
    });
  }, 180_000);

  afterAll(async () => {
    await installation?.stop();
    await scenario?.close();
    await server?.stop();
  });

  it('prints', async () => {
    console.log(JSON.stringify(report, null, 1));
    console.log(await readFile(join(installation.dataDir, 'studies/lfm/meta_loop_history.json'), 'utf8'));
    console.log(await readFile(join(installation.dataDir, 'routing_config.json'), 'utf8'));
    expect(report.state).toBe('finished');
  });
});
