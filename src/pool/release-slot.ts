import { countUsed } from './given-requests';
import { KEEP_MS, type PoolState } from './pool';
import type { ReleaseMessage } from './pool-messages';
import { serveQueue } from './serve-queue';
import { settlePool } from './settle-pool';

/** A run is over, or somebody waits no longer. What is not known changes nothing. */
export function releaseSlot(
  before: PoolState,
  { id, used, keep }: ReleaseMessage,
  now: number,
): PoolState {
  const settled = settlePool(before, now);
  const lease = settled.leases.find((each) => each.id === id && each.keptUntil === null);
  const counted = lease ? countUsed(settled, lease, { used, now }) : settled;
  const leases = counted.leases.flatMap((each) => {
    if (!lease || each.id !== id) return [each];
    return keep ? [{ ...each, keptUntil: now + KEEP_MS, given: each.used }] : [];
  });
  const queue = counted.queue.filter((ticket) => ticket.id !== id);
  return serveQueue({ ...counted, leases, queue, lastMessageAt: now }, now);
}
