import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../scenario/start-scenario';
import { ended } from './dev-server';

interface WorkerOptions {
  /** Where its models file goes, and its profile. */
  readonly place: string;
  readonly dataDir: string;
  readonly address: string;
  readonly scenario: Pick<Scenario, 'url'>;
  /** Write a CPU profile at its end. */
  readonly profile: boolean;
}

/** A worker in a process of its own, as `ratchet worker` starts it. @returns once it listens */
export async function startWorker(
  options: WorkerOptions,
): Promise<{ readonly pid: number; stop(): Promise<void> }> {
  const worker = spawnWorker(options);
  await new Promise<void>((resolve, reject) => {
    worker.once('exit', (code) => reject(new Error(`The worker ended with ${code}`)));
    const hear = (chunk: Buffer): void => {
      const said = chunk.toString('utf8');
      if (/worker \d+ serves/.test(said)) resolve();
      else console.error(said.trimEnd());
    };
    worker.stdout.on('data', hear);
    worker.stderr.on('data', hear);
  });
  return { pid: worker.pid ?? 0, stop: () => ended(worker) };
}

function spawnWorker({ place, dataDir, address, scenario, profile }: WorkerOptions) {
  mkdirSync(dataDir, { recursive: true });
  const modelsFile = join(place, 'models.yaml');
  const lfm = { provider: 'scenario', baseUrl: `${scenario.url}/v1`, model: 'lfm' };
  writeFileSync(modelsFile, JSON.stringify({ models: { lfm } }));
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${place}`] : [];
  const command = [...profiling, '--import', 'tsx', 'src/app/cli.ts', 'worker'];
  return spawn(process.execPath, command, {
    cwd: join(__dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: address,
      RATCHET_DATA: dataDir,
      RATCHET_MODELS: modelsFile,
    },
  });
}
