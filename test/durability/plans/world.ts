import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scenario, startScenario } from '../../../scenario/start-scenario';
import { type DataDisk, dataDisk } from './data-disk';
import { type EndpointFront, endpointFront } from './endpoint-front';
import { type FalseClock, falseClock } from './false-clock';
import { type Onlooker, startOnlooker } from './onlooker';
import { type ServerProcess, serverProcess } from './server-process';
import { type WorkerSlot, workerSlot } from './worker-slot';

/** All that a plan can disturb: real processes, a real disk, real sockets. The model's answers are simulated. */
export interface World {
  readonly server: ServerProcess;
  readonly worker: WorkerSlot;
  readonly front: EndpointFront;
  readonly disk: DataDisk;
  readonly clock: FalseClock;
  readonly onlooker: Onlooker;
  /** How many processes were killed so far. */
  kills: number;
  close(): Promise<void>;
}

export const QUEUE_PREFIX = 'plan-';

/** Slots of the models: so many runs of one can be in flight at once. */
export const SLOTS: Readonly<Record<string, number>> = { lfm: 1, 'claude-haiku': 4 };

/** @param folder - of this world alone */
export async function openWorld(folder: string, table: object): Promise<World> {
  await mkdir(folder, { recursive: true });
  const scenario = await startScenario({ table });
  const front = await endpointFront(scenario.url);
  const server = await serverProcess(join(folder, 'temporal.db'));
  const disk = await dataDisk(join(folder, 'data'));
  const clock = await falseClock(join(folder, 'clock'));
  const modelsFile = join(folder, 'models.yaml');
  await writeFile(modelsFile, JSON.stringify({ models: modelsAt(front) }));
  const worker = workerSlot({
    TEMPORAL_ADDRESS: server.address,
    RATCHET_DATA: disk.dataDir,
    RATCHET_MODELS: modelsFile,
    RATCHET_QUEUE_PREFIX: QUEUE_PREFIX,
    ...clock.environment,
  });
  const onlooker = startOnlooker(server.client);
  const close = () => closeAll({ worker, server, front, disk, onlooker, scenario });
  return { server, worker, front, disk, clock, onlooker, kills: 0, close };
}

function modelsAt({ url }: EndpointFront): object {
  const entries = Object.entries(SLOTS).map(([model, slots]) => [
    model,
    { provider: 'scenario', baseUrl: `${url}/v1`, model, slots },
  ]);
  return Object.fromEntries(entries);
}

async function closeAll(
  parts: Omit<World, 'clock' | 'kills' | 'close'> & { readonly scenario: Scenario },
): Promise<void> {
  await parts.onlooker.leave();
  await parts.worker.kill();
  await parts.server.close();
  await parts.front.close();
  await parts.scenario.close();
  await parts.disk.close();
}
