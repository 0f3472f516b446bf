import { RatchetError } from '../../errors';
import { configuration } from '../configuration';
import { withStore } from '../store/open-store';
import { type DeliveryState, deliveryStates } from './delivery-states';
import { notificationTargets } from './notification-targets';

/**
 * How the deliveries of notifications stand, of a study or all, by store and `RATCHET_NOTIFICATIONS`; null: the store
 * cannot be read from here, which `ratchet doctor` tells more of.
 */
export async function deliveries(study?: string): Promise<readonly DeliveryState[] | null> {
  try {
    return await withStore(configuration(), async (stored) =>
      deliveryStates(stored, await targetsHere(), study),
    );
  } catch (error) {
    if (error instanceof RatchetError) return null;
    throw error;
  }
}

/** Those of a file that cannot be used are not known; `ratchet doctor` tells why. */
async function targetsHere() {
  try {
    const targets = await notificationTargets(undefined, process.env);
    return targets.length > 0 ? targets : null;
  } catch (error) {
    if (error instanceof RatchetError) return null;
    throw error;
  }
}
