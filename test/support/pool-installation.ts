import type { Client } from '@temporalio/client';
import { createLeases } from '../../activities/pool/create-leases';
import type { Lease, Leases } from '../../activities/pool/lease';
import { type PoolSetup, poolsByName } from '../../activities/pool/pool-client';
import type { ModelEntry } from '../../activities/ports';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudyServer,
} from './study-server';

const minutes = 60_000;
const never = new AbortController().signal;
const silent = (_why: string): void => undefined;

/** What tests of pools alone stand on: a server, workers for the pools' workflows, and leases as other workers take them. */
export interface PoolInstallation {
  readonly server: StudyServer;
  /** @param more - that the worker has of its own, where it is not as usual */
  leasesOf(
    worker: string,
    more?: Pick<PoolSetup, 'stuckMs'> & {
      readonly client?: Client;
      readonly stopping?: () => boolean;
    },
  ): Leases;
}

/** Starts the first two before the tests of the `describe` that calls it, and stops them after. */
export function poolInstallation(
  queuePrefix: string,
  serverArgs: readonly string[] = [],
): PoolInstallation {
  let server: StudyServer;
  let installation: Installation;

  beforeAll(async () => {
    server = await startStudyServer(serverArgs);
    installation = await startInstallation(server, { queuePrefix, models: {} });
  }, 2 * minutes);

  afterAll(async () => {
    await installation?.stop();
    await server?.stop();
  });

  return {
    get server() {
      return server;
    },
    leasesOf: (worker, { client = server.env.client, stopping = () => false, stuckMs } = {}) =>
      createLeases({ poolNamed: poolsByName(client, { queuePrefix, stuckMs }), worker, stopping }),
  };
}

/** Of a model that nobody asks anything. */
export function entryIn(pool: string, more: Partial<ModelEntry> = {}): ModelEntry {
  return scenarioModel('lfm', 'http://127.0.0.1:9', { pool, ...more });
}

/** Waits for a slot, as a run of a study does. */
export function takeLease(
  leases: Leases,
  entry: ModelEntry,
  { study = 'a', number = 0, run = 1, waits = silent, signal = never } = {},
): Promise<Lease> {
  const evaluation = `${study}/c1/p/e${number}`;
  return leases.take({ run: { study, evaluation, run }, entry, signal, waits });
}
