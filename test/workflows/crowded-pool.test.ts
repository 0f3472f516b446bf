import { setTimeout as wait } from 'node:timers/promises';
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import type { Leases } from '../../activities/pool/lease';
import { entryIn, poolInstallation, takeLease } from '../support/pool-installation';

const minutes = 60_000;
const WORKERS = 5;
const STUDIES = 60;
const SLOTS = 4;
const RUNS = 2;

/** A worker's connection, of which is known what the server refused before the SDK tried again. */
interface Watched {
  readonly leases: Leases;
  close(): Promise<void>;
}

describe('a pool with far more askers than slots, on a real server', () => {
  const pools = poolInstallation('crowded-');
  let workers: readonly Watched[];
  const refused: string[] = [];

  beforeAll(async () => {
    const each = Array.from({ length: WORKERS }, (_, place) => connect(`host/${place}`));
    workers = await Promise.all(each);
  }, 2 * minutes);

  afterAll(async () => {
    for (const worker of workers ?? []) await worker.close();
  });

  async function connect(worker: string): Promise<Watched> {
    const usual = defaultGrpcRetryOptions();
    const connection = await Connection.connect({
      address: pools.server.env.address,
      interceptors: [
        makeGrpcRetryInterceptor({
          ...usual,
          retryableDecider: (attempt, status) => {
            if (status.details !== '') refused.push(status.details);
            return usual.retryableDecider(attempt, status);
          },
        }),
      ],
    });
    const client = new Client({ connection });
    return { leases: pools.leasesOf(worker, { client }), close: () => connection.close() };
  }

  it(
    'is asked so that the server refuses no question, and every study has its runs',
    async () => {
      const entry = entryIn('lfm', { slots: SLOTS });
      let made = 0;
      let open = 0;
      let most = 0;
      const play = async (study: string, leases: Leases): Promise<void> => {
        for (let run = 1; run <= RUNS; run += 1) {
          const lease = await takeLease(leases, entry, { study, run });
          open += 1;
          most = Math.max(most, open);
          made += 1;
          await wait(200);
          open -= 1;
          await lease.end(run < RUNS);
        }
      };
      const all = Array.from({ length: STUDIES }, (_, place) =>
        play(`study-${place}`, workers[place % WORKERS]?.leases ?? fail()),
      );
      await Promise.all(all);
      expect(most).toBe(SLOTS);
      expect(made).toBe(RUNS * STUDIES);
      expect(refused.filter((why) => /in-flight updates|was aborted/.test(why))).toEqual([]);
    },
    3 * minutes,
  );
});

function fail(): never {
  throw new Error('no such worker');
}
