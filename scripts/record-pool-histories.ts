/**
 * Records what the workflow of a pool does today into `test/histories/<version>-logic-<n>/pool/`: three studies on one
 * slot, over several workflow runs. Run from the root: `npx tsx scripts/record-pool-histories.ts [folder]`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createLeases } from '../activities/pool/create-leases';
import { poolsByName } from '../activities/pool/pool-client';
import { version } from '../package.json';
import { NEWEST_LOGIC } from '../src/study/carried-state';
import { EARLY_CONTINUE, poolHandle } from '../test/support/pool-server';
import { scenarioModel, startInstallation, startStudyServer } from '../test/support/study-server';
import { until } from '../test/support/until';
import { writeHistory } from './write-history';

const queuePrefix = 'recorded-';
const RUNS = 4;

async function main(): Promise<void> {
  const server = await startStudyServer(EARLY_CONTINUE);
  const installation = await startInstallation(server, { queuePrefix, models: {} });
  try {
    const { client } = server.env;
    const leases = createLeases({
      poolNamed: poolsByName(client, { queuePrefix }),
      worker: 'one/1',
      stopping: () => false,
    });
    await Promise.all(['a', 'b', 'c'].map((study) => makeRuns(study, leases)));
    await poolHandle(server, queuePrefix, 'p').terminate('recorded');
    const folder = join(
      'test/histories',
      process.argv[2] ?? `${version}-logic-${NEWEST_LOGIC}`,
      'pool',
    );
    await mkdir(folder, { recursive: true });
    const query = `WorkflowType = 'modelPool' AND ExecutionStatus != 'Running'`;
    const closed = await until('the closed runs', async () => {
      const rows = [];
      for await (const row of client.workflow.list({ query })) rows.push(row);
      return rows.some(({ status }) => status.name === 'TERMINATED') && rows;
    });
    const inOrder = closed.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
    for (const [place, { workflowId, runId }] of inOrder.slice(0, RUNS).entries()) {
      await writeHistory(server, folder, { workflowId, runId, run: place + 1 });
    }
  } finally {
    await installation.stop();
    await server.stop();
  }
}

/** Of two evaluations, with a renewal in the longest run, and one model with a limit. */
async function makeRuns(study: string, leases: ReturnType<typeof createLeases>): Promise<void> {
  const signal = new AbortController().signal;
  const limited = { pool: 'p', requestsPerMinute: study === 'a' ? 600 : null };
  const entry = scenarioModel(study === 'a' ? 'a' : 'lfm', 'http://127.0.0.1:9', limited);
  for (let run = 1; run <= 10; run += 1) {
    const evaluation = `${study}/c1/p/e${Math.ceil(run / 5)}`;
    const asked = { study, evaluation, run };
    const lease = await leases.take({ run: asked, entry, signal, waits: () => undefined });
    await wait(study === 'c' && run === 3 ? 17_000 : 20);
    await lease.end(true);
  }
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
