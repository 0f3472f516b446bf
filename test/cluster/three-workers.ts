import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CleanUp } from './clean-up';
import type { Postgres } from './postgres';
import { type Settings, startWorker } from './ratchet-process';
import { say } from './say';
import type { StartedProcess } from './started-process';
import { storeKind, storeSettings } from './store-settings';
import type { TemporalCluster } from './temporal-cluster';
import { workerHosts } from './worker-hosts';

interface Place {
  readonly folder: string;
  readonly settings: Settings;
  readonly cluster: TemporalCluster;
  readonly postgres: Postgres;
  readonly cleanUp: CleanUp;
}

/** Three workers, each in a network of its own where this machine lets us make one. */
export async function startWorkers({
  folder,
  settings,
  cluster,
  postgres,
  cleanUp,
}: Place): Promise<readonly StartedProcess[]> {
  const model = new URL(settings['RATCHET_SCENARIO_URL'] ?? '');
  const ports = [cluster.port, Number(model.port), postgres.port];
  const hosts = await workerHosts(3, ports, cleanUp);
  const apart = hosts.every(({ enter }) => enter.length > 0);
  say(
    `three workers, ${apart ? 'each in a network of its own' : 'as processes of this network (no right to make others)'}`,
  );
  return Promise.all(
    hosts.map(async ({ name, gateway, enter }) => {
      const own = join(folder, name);
      await mkdir(own, { recursive: true });
      const worker = await startWorker(`worker-${name}`, {
        enter,
        folder: own,
        settings: {
          ...settings,
          ...storeSettings(postgres, gateway),
          // With a store in a database, each keeps a copy of the routes in a folder of its own.
          ...(storeKind() === 'postgres' ? { RATCHET_DATA: join(own, 'data') } : {}),
          TMPDIR: own,
          TEMPORAL_ADDRESS: `${gateway}:${cluster.port}`,
          RATCHET_SCENARIO_URL: `http://${gateway}:${model.port}`,
        },
      });
      cleanUp.add(() => worker.kill());
      return worker;
    }),
  );
}
