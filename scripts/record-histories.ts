/**
 * Records what the workflows do today into `test/histories/<version>-logic-<n>/`, for later code to be replayed against.
 * Run once per version and logic, from the root: `npx tsx scripts/record-histories.ts`. It never overwrites a file.
 * A state between two logics gets a folder of its own: `npx tsx scripts/record-histories.ts 0.2.0-c48bc79`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../package.json';
import { startScenario } from '../scenario/start-scenario';
import { CARRIED_QUERY, type Carried, type OptimizationCycle } from '../src/contract';
import { NEWEST_LOGIC } from '../src/study/carried-state';
import {
  type Installation,
  type StudyHandle,
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
  statusOf,
} from '../test/support/study-server';
import { switchedEndpoint } from '../test/support/switched-endpoint';
import { until } from '../test/support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../test/support/worked-example';
import { writeHistory } from './write-history';

/** Suites by paths that mean the same on every machine: they are part of what is recorded. */
const study = {
  ...WORKED_EXAMPLE,
  phases: {
    atomic: 'scenario/suites/lfm-atomic.yaml',
    extended: 'scenario/suites/lfm-extended.yaml',
  },
};

interface Case {
  readonly name: string;
  /** What the study asks for besides the worked example. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** From its start to its end. */
  readonly play: (handle: StudyHandle, becomeWorse: () => void) => Promise<void>;
}

const CASES: readonly Case[] = [
  { name: 'worked-example', play: async (handle) => void (await handle.result()) },
  {
    name: 'held-until-the-third-look',
    more: { policy: { runs: 3 }, factors: { variant: ['native_api', 'atomic'] } },
    play: async (handle) => void (await handle.result()),
  },
  {
    name: 'screened',
    more: { policy: { strategy: 'screen', curtail: true }, budget: { cycles: 5 } },
    play: async (handle) => void (await handle.result()),
  },
  {
    name: 'paused-and-stopped',
    play: async (handle) => {
      await measuring(handle);
      await handle.signal('pause');
      await handle.signal('setBudget', { runs: 'many' });
      await handle.signal('resume');
      await handle.signal('stop');
      await handle.result();
    },
  },
  {
    name: 'cancelled-in-a-trial',
    play: async (handle) => {
      await until('a trial', async () => (await statusOf(handle)).doing.startsWith('tries'));
      await handle.cancel();
      await handle.result().catch(() => undefined);
    },
  },
  {
    name: 'rolled-back-after-a-rest',
    more: { atCeiling: 'rest' },
    play: async (handle, becomeWorse) => {
      await resting(handle, 2);
      await handle.signal('resume');
      await resting(handle, 3);
      becomeWorse();
      await handle.signal('resume');
      const { cycle, phases } = await resting(handle, 4);
      if (phases[0]?.watched?.verdict !== 'rolled-back') throw new Error('expected a roll-back');
      await handle.signal('resume');
      await resting(handle, cycle + 1);
      await handle.signal('stop');
      await handle.result();
    },
  },
  {
    name: 'steered-between-runs',
    play: async (handle) => {
      await measuring(handle);
      await handle.signal('addCandidate', { phase: 'atomic', patch: { isolation: 1 } });
      await handle.signal('setGenerators', ['variant', 'retries']);
      await handle.signal('reject', { phase: 'atomic', patch: { retries: 2 } });
      await handle.signal('setBudget', { runs: 60 });
      await handle.result();
    },
  },
  {
    name: 'woken-before-its-rest',
    more: { atCeiling: 'rest' },
    play: async (handle) => {
      await resting(handle, 2);
      const { input, state } = await handle.query<Carried, []>(CARRIED_QUERY);
      await handle.terminate('goes on by a start with a message');
      await handle.client.signalWithStart<OptimizationCycle, [unknown]>('optimizationCycle', {
        taskQueue: 'recorded-ratchet',
        workflowId: handle.workflowId,
        args: [input, state],
        signal: 'resume',
        signalArgs: [null],
      });
      const again = handle.client.getHandle<OptimizationCycle>(handle.workflowId);
      await resting(again, state.cycle + 1);
      await again.signal('stop');
      await again.result();
    },
  },
];

/** The model of the worked example, when small questions no longer suit it. */
const WORSE = {
  suites: ['lfm-atomic', 'lfm-extended'],
  models: {
    lfm: {
      accuracy: {
        'lfm-atomic': { question: { right: 2 }, '*': { right: 4 } },
        'lfm-extended': { '*': { right: { actions: 'none', restraint: 'all' } } },
      },
      latencyMs: 3,
    },
    'claude-haiku': { accuracy: { '*': { '*': { right: 5 } } }, latencyMs: 6, slots: 4 },
  },
};

async function resting(handle: StudyHandle, cycle: number) {
  return until(`a rest in cycle ${cycle} or later`, async () => {
    const status = await statusOf(handle);
    return status.doing.startsWith('rests') && status.cycle >= cycle && status;
  });
}

async function measuring(handle: StudyHandle): Promise<void> {
  await until(
    'a candidate',
    async () => ((await statusOf(handle)).phases[0]?.table.length ?? 0) > 1,
  );
}

async function main(): Promise<void> {
  const server = await startStudyServer();
  const scenario = await startScenario({ table: 'lfm' });
  const worse = await startScenario({ table: WORSE });
  const endpoint = await switchedEndpoint(scenario.url);
  try {
    for (const each of CASES) {
      endpoint.switchTo(scenario.url);
      const models = workedExampleModels(endpoint);
      const installation = await startInstallation(server, { queuePrefix: 'recorded-', models });
      try {
        await record(each, {
          server,
          installation,
          becomeWorse: () => endpoint.switchTo(worse.url),
        });
      } finally {
        await installation.stop();
      }
    }
  } finally {
    await endpoint.close();
    await Promise.all([scenario.close(), worse.close()]);
    await server.stop();
  }
}

async function record(
  { name, play, more }: Case,
  {
    server,
    installation,
    becomeWorse,
  }: {
    readonly server: StudyServer;
    readonly installation: Installation;
    readonly becomeWorse: () => void;
  },
): Promise<void> {
  const since = new Date().toISOString();
  await play(await startStudy(server, installation, { ...study, ...more }), becomeWorse);
  // Pools outlive the studies that use them, and have recordings of their own.
  const query = `StartTime >= "${since}" AND WorkflowType != 'modelPool'`;
  await until('every workflow to be closed', async () => {
    for await (const { status } of server.env.client.workflow.list({ query })) {
      if (status.name === 'RUNNING') return false;
    }
    return true;
  });
  const folder = join(
    'test/histories',
    process.argv[2] ?? `${version}-logic-${NEWEST_LOGIC}`,
    name,
  );
  await mkdir(folder, { recursive: true });
  const rows = [];
  for await (const row of server.env.client.workflow.list({ query })) rows.push(row);
  const inOrder = rows.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
  const runs = new Map<string, number>();
  for (const { workflowId, runId } of inOrder) {
    const run = (runs.get(workflowId) ?? 0) + 1;
    runs.set(workflowId, run);
    await writeHistory(server, folder, { workflowId, runId, run });
  }
  console.log(`${name}: ${inOrder.length} histories`);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
