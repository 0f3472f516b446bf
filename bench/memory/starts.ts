// How much memory does a worker take that has just started? Its resident set 15 s later; and of a second one, which
// collects its garbage every second, what V8's heaps hold. Linux only.
//
//   npx tsx bench/memory/starts.ts 6
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEndpoint } from '../overhead/endpoint';
import { setUpRatchet } from '../overhead/ratchet';
import { startServer } from '../overhead/server';
import { residentMegabytes } from './resident';

const STARTS = Number(process.argv[2] ?? 6);
const LATER_MS = 15_000;

async function main(): Promise<void> {
  const server = await startServer();
  const endpoint = await startEndpoint(0);
  const ratchet = await setUpRatchet(server.address, endpoint.url, '');
  const later = async (): Promise<number> => {
    const worker = await ratchet.startWorker();
    await wait(LATER_MS);
    const resident = residentMegabytes(worker.pid);
    await worker.stop();
    return resident;
  };
  try {
    for (let start = 1; start <= STARTS; start += 1) {
      console.log(`started: ${(await later()).toFixed(0)} MB`);
    }
    const folder = mkdtempSync(join(tmpdir(), 'ratchet-heaps-'));
    process.env['RATCHET_HEAPS'] = folder;
    process.env['NODE_OPTIONS'] = `--require ${join(__dirname, 'heaps.cjs')}`;
    await later();
    for (const thread of readdirSync(folder)) {
      const bytes = Number(readFileSync(join(folder, thread), 'utf8'));
      console.log(`in use in the heap of thread ${thread}: ${(bytes / 1024 / 1024).toFixed(1)} MB`);
    }
  } finally {
    await ratchet.remove();
    await endpoint.close();
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
