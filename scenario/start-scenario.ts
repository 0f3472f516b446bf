import type { AddressInfo } from 'node:net';
import { listen } from './server/listen';
import { type Log, log } from './server/log';
import { initialState } from './server/state';
import { loadTable, type TableChoice } from './table/load-table';

/** A running scenario endpoint. */
export interface Scenario {
  /** `http://127.0.0.1:<port>`; the OpenAI-compatible routes are under `/v1`. */
  readonly url: string;
  /** What it has counted so far. */
  log(): Log;
  /** Hangs up on every client and stops. */
  close(): Promise<void>;
}

/**
 * Starts a simulated endpoint on loopback, on a free port where none is given.
 *
 * @throws {TableError} naming every bad field of the table or a suite
 */
export async function startScenario(
  choice: TableChoice & { readonly port?: number | undefined },
): Promise<Scenario> {
  const state = initialState(loadTable(choice));
  const server = await listen(state, choice.port ?? 0);
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    log: () => log(state),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new TypeError('A server that listens on loopback has a port');
}
