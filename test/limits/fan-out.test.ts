import { Worker } from '@temporalio/worker';
import { MAX_CARRIED_BYTES } from '../../src/study/carried-state';
import { type ChainRun, chainOf } from '../support/chain';
import type { Json } from '../support/json';
import { payloadsOf } from '../support/payloads';
import { scenarioInstallation } from '../support/scenario-installation';
import { scenarioModel, startStudy } from '../support/study-server';
import { smallStudy, steadyTable } from '../support/worked-example';

const minutes = 60_000;
const CANDIDATES = 500;
/** Where a server asks for continue-as-new. */
const SUGGESTED = { events: 4_096, bytes: 4_194_304 };
const MAX_PAYLOAD = 131_072;

describe('a cycle with 500 candidates', () => {
  const here = scenarioInstallation({
    table: steadyTable(0),
    queuePrefix: 'fan-out-',
    models: ({ url }) => ({ lfm: scenarioModel('lfm', url, { slots: 64 }) }),
  });

  it(
    'is closed before its history is as long as a server suggests, and the next ones measure the rest, each once',
    async () => {
      const { env, bundle } = here.server;
      const study = smallStudy('wide', {
        factors: { timeoutSeconds: Array.from({ length: CANDIDATES }, (_, place) => 61 + place) },
        policy: { runs: 1, minSamples: 1, candidatesPerCycle: CANDIDATES },
        generators: ['timeout'],
      });
      const handle = await startStudy(here.server, here.installation, study);
      const report = await handle.result();
      expect(report.state).toBe('finished');

      const runs = await chainOf(env.client, 'wide');
      const decided = runs.flatMap(decidedIn);
      expect(decided).toHaveLength(CANDIDATES);
      expect(new Set(decided).size).toBe(CANDIDATES);
      expect(runs.filter((run) => decidedIn(run).length > 0).length).toBeGreaterThan(1);
      for (const run of runs) {
        expect(run.events).toBeLessThan(SUGGESTED.events);
        expect(run.bytes).toBeLessThan(SUGGESTED.bytes);
        expect(mostOpenChildren(run)).toBeLessThanOrEqual(64);
        const [largest] = payloadsOf(JSON.parse(run.history));
        expect(largest?.bytes).toBeLessThan(MAX_PAYLOAD);
        expect(carriedBytes(run)).toBeLessThan(MAX_CARRIED_BYTES);
        await Worker.runReplayHistory({ workflowBundle: bundle }, JSON.parse(run.history), 'wide');
      }
    },
    20 * minutes,
  );
});

function eventsOf({ history }: ChainRun): readonly Json[] {
  return JSON.parse(history).events;
}

/** Spec ids that the cycle decided about. */
function decidedIn(run: ChainRun): readonly string[] {
  return eventsOf(run)
    .map((event) => event.activityTaskScheduledEventAttributes)
    .filter((scheduled) => scheduled?.activityType.name === 'recordEvents')
    .flatMap(({ input }) => decoded(input.payloads[0].data).events)
    .filter(({ type }) => type === 'candidate-decided')
    .map(({ summary }) => summary.specId);
}

function mostOpenChildren(run: ChainRun): number {
  let open = 0;
  let most = 0;
  for (const { eventType } of eventsOf(run)) {
    if (eventType === 'EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED') open += 1;
    if (eventType === 'EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED') open -= 1;
    most = Math.max(most, open);
  }
  return most;
}

function carriedBytes(run: ChainRun): number {
  const [first] = eventsOf(run);
  const data = first.workflowExecutionStartedEventAttributes.input.payloads[1]?.data ?? '';
  return Buffer.byteLength(data, 'base64');
}

function decoded(data: string): Json {
  return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
}
