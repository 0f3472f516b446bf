import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../fault';

/** The server is away for longer than any heartbeat is waited for; the worker lives on without it. */
export const serverGone: FaultKind = {
  name: 'server gone for a while',
  draw: (whole, form) => ({ seconds: form === 'short' ? whole(8, 12) : 120 }),
  async strike(world, { seconds = 0 }) {
    await world.server.kill();
    world.kills += 1;
    await sleep(seconds * 1000);
    await world.server.start();
  },
};
