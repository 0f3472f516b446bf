import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { folderMedium } from '../../activities/store/folder-medium';
import { type Scenario, startScenario } from '../../scenario/start-scenario';
import { verifyFolder } from '../../src/app/audit/verify-folder';
import { startTraces, type Traces } from '../../src/app/traces/traces';
import { bundleWorkflows } from '../../src/app/worker/bundle-workflows';
import { recordedHistories } from '../support/recorded-histories';
import {
  type Installation,
  scenarioModel,
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../support/study-server';
import {
  type CollectedSpan,
  startTraceCollector,
  type TraceCollector,
} from '../support/trace-collector';
import { until } from '../support/until';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;

describe('a worker that makes traces', () => {
  let server: StudyServer;
  let scenario: Scenario;
  let collector: TraceCollector;
  let traces: Traces;
  let bundle: WorkflowBundleWithSourceMap;
  let installation: Installation;

  beforeAll(async () => {
    server = await startStudyServer();
    scenario = await startScenario({ table: steadyTable(5) });
    collector = await startTraceCollector();
    const to = { url: `${collector.url}/v1/traces`, headers: {} };
    traces = startTraces(to, (message) => {
      throw new Error(message);
    });
    bundle = await bundleWorkflows(undefined, traces.workflowModules);
    installation = await startInstallation(
      { ...server, bundle },
      { queuePrefix: 'traced-', models: { lfm: scenarioModel('lfm', scenario.url) }, traces },
    );
  }, 3 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await collector?.close();
    await scenario?.close();
    await server?.stop();
  });

  const named = (name: string): readonly CollectedSpan[] =>
    collector.spans.filter((span) => span.name === name);

  /** The names of a span and of those that it is within, from the inside. */
  function wayUp(span: CollectedSpan): readonly string[] {
    const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
    return [span.name, ...(parent ? wayUp(parent) : [])];
  }

  it(
    'has a span for every workflow, run and model call of a study, one within the other',
    async () => {
      const handle = await startStudy(server, installation, smallStudy('traced', {}));
      // A query draws random numbers of the workflow, which its replay does not.
      await until('an answer in mid-run', async () => (await statusOf(handle)).spent.runs > 0);
      const { spent } = await handle.result();
      await traces.end();
      expect(named('RunActivity:measureRun')).toHaveLength(spent.runs);
      // Six items a run, and the call that each run begins with.
      expect(named('chat lfm').length).toBeGreaterThanOrEqual(6 * spent.runs);
      const [call] = named('chat lfm');
      expect(call && wayUp(call)).toEqual([
        'chat lfm',
        'RunActivity:measureRun',
        'StartActivity:measureRun',
        'RunWorkflow:evaluateSpec',
        'StartChildWorkflow:evaluateSpec',
        'RunWorkflow:optimizationCycle',
      ]);
      expect(new Set(named('chat lfm').map(({ traceId }) => traceId)).size).toBe(1);
      expect(collector.bodies.join('')).not.toContain('weather in');
    },
    3 * minutes,
  );

  it(
    'commands nothing else: its code makes the histories again that workers without traces left',
    async () => {
      const some = await recordedHistories((file) =>
        /0\.2\.0\/(paused-and-stopped|cancelled-in-a-trial)/.test(file),
      );
      expect(some.length).toBeGreaterThan(5);
      for (const { workflowId, history } of some) {
        const options = { workflowBundle: bundle, sinks: { ...traces.sinks } };
        await Worker.runReplayHistory(options, history, workflowId);
      }
    },
    3 * minutes,
  );

  it(
    'and those that it left are made again by workers without',
    async () => {
      const history = await server.env.client.workflow.getHandle('traced').fetchHistory();
      await Worker.runReplayHistory({ workflowBundle: server.bundle }, history, 'traced');
    },
    2 * minutes,
  );

  it(
    'are audited by its own code as all others are',
    async () => {
      const audit = () =>
        verifyFolder({
          stored: folderMedium(installation.dataDir),
          study: 'traced',
          heads: [],
          replay: true,
          progress: () => undefined,
        });
      const { findings, replay } = await until('the last run to be archived', async () => {
        const verified = await audit();
        return (verified.replay?.replayed ?? 0) > 2 && verified;
      });
      expect(findings).toEqual([]);
      expect(replay?.notes).toEqual([]);
    },
    2 * minutes,
  );
});
