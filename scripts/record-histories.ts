/**
 * Records what the workflows do today into `test/histories/<version>-logic-<n>/`, for later code to be replayed against.
 * Run once per version and logic, from the root: `npx tsx scripts/record-histories.ts`. It never overwrites a file.
 * A state between two logics gets a folder of its own: `npx tsx scripts/record-histories.ts 0.2.0-c48bc79`, and where
 * it differs in some cases alone, these: `npx tsx scripts/record-histories.ts 0.2.0-variants with-plug-ins`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../package.json';
import { startScenario } from '../scenario/start-scenario';
import { NEWEST_LOGIC } from '../src/study/carried-state';
import {
  type Installation,
  type StudyServer,
  startInstallation,
  startStudy,
  startStudyServer,
} from '../test/support/study-server';
import { switchedEndpoint } from '../test/support/switched-endpoint';
import { until } from '../test/support/until';
import { WORKED_EXAMPLE, workedExampleModels } from '../test/support/worked-example';
import { casesByServer } from './cases-by-server';
import type { Case } from './recorded-cases';
import { writeHistory } from './write-history';

/** Suites by paths that mean the same on every machine: they are part of what is recorded. */
const study = {
  ...WORKED_EXAMPLE,
  phases: {
    atomic: 'scenario/suites/lfm-atomic.yaml',
    extended: 'scenario/suites/lfm-extended.yaml',
  },
};

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

async function main(): Promise<void> {
  const groups = casesByServer(process.argv.slice(3));
  const scenario = await startScenario({ table: 'lfm' });
  const worse = await startScenario({ table: WORSE });
  const endpoint = await switchedEndpoint(scenario.url);
  try {
    for (const { serverArgs, cases } of groups) {
      const server = await startStudyServer(serverArgs);
      try {
        for (const each of cases) {
          endpoint.switchTo(scenario.url);
          await recordOn(server, each, { endpoint, worse });
        }
      } finally {
        await server.stop();
      }
    }
  } finally {
    await endpoint.close();
    await Promise.all([scenario.close(), worse.close()]);
  }
}

async function recordOn(
  server: StudyServer,
  each: Case,
  {
    endpoint,
    worse,
  }: {
    readonly endpoint: Awaited<ReturnType<typeof switchedEndpoint>>;
    readonly worse: { readonly url: string };
  },
): Promise<void> {
  const models = workedExampleModels(endpoint);
  const installation = await startInstallation(server, { queuePrefix: 'recorded-', models });
  try {
    await record(each, { server, installation, becomeWorse: () => endpoint.switchTo(worse.url) });
  } finally {
    await installation.stop();
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
