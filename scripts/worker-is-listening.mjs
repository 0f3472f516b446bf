// Does the worker of this container listen? Exit code 0 where it does, for health checks.
// A worker that waits for its server is alive and does not listen: do not restart it for that.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const file = join(resolve(process.env.RATCHET_DATA || 'ratchet-data'), 'worker.json');
try {
  const { pid } = JSON.parse(readFileSync(file, 'utf8'));
  // Signal 0 asks whether the process is there.
  process.kill(pid, 0);
} catch (error) {
  console.error(`no worker listens: ${error.message}`);
  process.exitCode = 1;
}
