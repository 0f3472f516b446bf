import { readStoreRecord } from '../../../activities/store/store-file';
import { RatchetError } from '../../errors';
import type { Configuration } from '../configuration';
import { invocation } from '../invocation';
import { withStore } from '../store/open-store';
import { type Found, fault, ok, skipped } from './finding';

/** Can the store in a database, or with a plug-in, be read? */
export async function checkElsewhere(configuration: Configuration): Promise<Found> {
  try {
    return await withStore(configuration, async (medium) => {
      const { id, movedTo } = (await readStoreRecord(medium)) ?? {};
      if (movedTo !== undefined) return movedAway(medium.root, movedTo);
      return id === undefined
        ? skipped(`there is no store in ${medium.root} yet; a worker makes it`)
        : ok(`the store ${id} in ${medium.root} can be read`);
    });
  } catch (error) {
    if (!(error instanceof RatchetError)) throw error;
    if (error.code === 'STORE_CONFLICT') return skipped(error.message);
    return fault(error.message, mendOf(configuration));
  }
}

/** What was moved is not written any more: whoever looks here looks at a copy. */
export function movedAway(root: string, movedTo: string): Found {
  return fault(`the store of ${root} is in ${movedTo} now`, 'set RATCHET_STORE to where it is');
}

function mendOf({ store }: Configuration): string {
  return store && 'plugin' in store
    ? invocation(`test-plugin ${store.plugin}`)
    : 'set RATCHET_STORE, or start the database: docs/store.md';
}
