import type { Client } from '@temporalio/client';
import type { Check, Visit } from './check';
import { type Found, skipped } from './finding';

/** A check that asks the Temporal server; without one it says so and is not made. */
export function serverCheck(
  name: string,
  ask: (client: Client, visit: Visit) => Promise<readonly Found[]>,
): Check {
  return {
    name,
    run: async (visit) => {
      const { value: client } = visit.server;
      return client === null
        ? [skipped('the Temporal server is not reachable')]
        : ask(client, visit);
    },
  };
}
