import { setTimeout as wait } from 'node:timers/promises';
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import { createLeases } from '../../activities/pool/create-leases';
import type { Leases } from '../../activities/pool/lease';
import { poolsByName } from '../../activities/pool/pool-client';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudyServer,
} from '../support/study-server';

const minutes = 60_000;
const queuePrefix = 'crowded-';
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
  let server: StudyServer;
  let installation: Installation;
  let workers: readonly Watched[];
  const refused: string[] = [];

  beforeAll(async () => {
    server = await startStudyServer();
    installation = await startInstallation(server, { queuePrefix, models: {} });
    const each = Array.from({ length: WORKERS }, (_, place) => connect(`host/${place}`));
    workers = await Promise.all(each);
  }, 2 * minutes);

  afterAll(async () => {
    for (const worker of workers ?? []) await worker.close();
    await installation?.stop();
    await server?.stop();
  });

  async function connect(worker: string): Promise<Watched> {
    const usual = defaultGrpcRetryOptions();
    const connection = await Connection.connect({
      address: server.env.address,
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
    const leases = createLeases({
      poolNamed: poolsByName(client, { queuePrefix }),
      worker,
      stopping: () => false,
    });
    return { leases, close: () => connection.close() };
  }

  it(
    'is asked so that the server refuses no question, and every study has its runs',
    async () => {
      const entry = scenarioModel('lfm', 'http://127.0.0.1:9', { slots: SLOTS });
      let made = 0;
      let open = 0;
      let most = 0;
      const study = async (name: string, leases: Leases): Promise<void> => {
        for (let run = 1; run <= RUNS; run += 1) {
          const lease = await leases.take({
            run: { study: name, evaluation: `${name}/c1/p/e0`, run },
            entry,
            signal: new AbortController().signal,
            waits: () => undefined,
          });
          open += 1;
          most = Math.max(most, open);
          made += 1;
          await wait(200);
          open -= 1;
          await lease.end(run < RUNS);
        }
      };
      const all = Array.from({ length: STUDIES }, (_, place) =>
        study(`study-${place}`, workers[place % WORKERS]?.leases ?? fail()),
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
