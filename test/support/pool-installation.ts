import type { Client } from '@temporalio/client';
import { createLeases } from '../../activities/pool/create-leases';
import type { Lease, Leases } from '../../activities/pool/lease';
import { type PoolSetup, poolsByName } from '../../activities/pool/pool-client';
import type { ModelEntry } from '../../activities/ports';
import { scenarioInstallation } from './scenario-installation';
import { type StudyServer, scenarioModel } from './study-server';
import { steadyTable } from './worked-example';

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

/** Starts what is needed before the tests of the `describe` that calls it, and stops it after; no model is served. */
export function poolInstallation(
  queuePrefix: string,
  serverArgs: readonly string[] = [],
): PoolInstallation {
  const usual = scenarioInstallation({
    table: steadyTable(0),
    queuePrefix,
    models: () => ({}),
    serverArgs,
  });
  return {
    get server() {
      return usual.server;
    },
    leasesOf: (
      worker,
      { client = usual.server.env.client, stopping = () => false, stuckMs } = {},
    ) =>
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
