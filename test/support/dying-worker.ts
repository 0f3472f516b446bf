import { writeSync } from 'node:fs';
import fs from 'node:fs/promises';
import { loadModels } from '../../activities/models/load-models';
import { configuration } from '../../src/app/configuration';
import { endOnSignals } from '../../src/app/worker/end-on-signals';
import { GRACE_SECONDS } from '../../src/app/worker/grace';
import { type RunningWorker, startWorker } from '../../src/app/worker/run-worker';
import { type CrashPoint, isAt, isPoint, typesWritten } from './crash-points';
import { watchDisk } from './watched-disk';
import { workflowBundle } from './workflow-bundle';

/**
 * A worker as `ratchet worker` starts it, in a process that kills itself with SIGKILL at a named point.
 * Arguments: the point, and the type of event that the write must be about; none: whichever comes first.
 */
async function main([point = '', type = '']: readonly string[]): Promise<void> {
  if (point !== '') dieAt(point, type);
  const settings = configuration();
  let worker: RunningWorker | undefined;
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  endOnSignals({ note: say, grace: GRACE_SECONDS }, () => worker);
  worker = await startWorker({
    configuration: settings,
    models: await loadModels(settings.modelsFile),
    env: process.env,
    say,
    bundle: await workflowBundle(),
  });
  await worker.ended;
}

function dieAt(point: string, type: string): void {
  if (!isPoint(point)) throw new Error(`There is no crash point "${point}"`);
  const types = typesWritten();
  watchDisk(fs, (change) => {
    const about = types(change);
    if (isAt(point, change) && (type === '' || about.has(type))) die(point);
  });
}

/** Nothing in this process comes to its end: no later line of code runs, no buffer is flushed. */
function die(point: CrashPoint): void {
  writeSync(1, `${point}\n`);
  process.kill(process.pid, 'SIGKILL');
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
