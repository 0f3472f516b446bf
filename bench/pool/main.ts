import { createLeases } from '../../activities/pool/create-leases';
import { poolsByName } from '../../activities/pool/pool-client';
import { median } from '../../src/statistics/median';
import { percentile } from '../../src/statistics/percentile';
import { poolHandle } from '../../test/support/pool-server';
import {
  scenarioModel,
  startInstallation,
  startStudyServer,
} from '../../test/support/study-server';

const queuePrefix = 'bench-';
const signal = new AbortController().signal;

/**
 * What does a slot of a free pool cost a run? Takes and gives back as many leases as the argument says (200), one
 * after another, and prints milliseconds per lease, beside those of the smallest thing that one can ask of a workflow
 * on the same server: a query.
 */
async function main([count = '200']: readonly string[]): Promise<void> {
  const server = await startStudyServer();
  const installation = await startInstallation(server, { queuePrefix, models: {} });
  try {
    const leases = createLeases({
      poolNamed: poolsByName(server.env.client, { queuePrefix }),
      worker: 'bench/1',
      stopping: () => false,
    });
    const entry = scenarioModel('lfm', 'http://127.0.0.1:9', { pool: 'p' });
    const takes: number[] = [];
    const queries: number[] = [];
    const handle = poolHandle(server, queuePrefix, 'p');
    for (let run = 1; run <= Number(count); run += 1) {
      const asked = { study: 's', evaluation: `s/c1/p/e${Math.ceil(run / 7)}`, run };
      takes.push(
        await timed(async () => {
          const lease = await leases.take({ run: asked, entry, signal, waits: () => undefined });
          void lease.end(true);
        }),
      );
      queries.push(await timed(() => handle.query('pool')));
    }
    tell('the first, which starts the workflow', takes.slice(0, 1));
    tell('a lease of a free pool', takes.slice(1));
    tell('a query, for comparison', queries);
    const { historyLength } = await handle.describe();
    process.stdout.write(`events per lease: ${(historyLength / takes.length).toFixed(1)}\n`);
  } finally {
    await installation.stop();
    await server.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function tell(what: string, times: readonly number[]): void {
  const middle = median(times).toFixed(1);
  const high = (percentile(times, 0.95) ?? 0).toFixed(1);
  process.stdout.write(`${what}: median ${middle} ms, 95th percentile ${high} ms\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
