import type { FaultKind } from '../fault';

/** As when the machine goes down; what comes up first is a matter of luck. */
export const killBoth: FaultKind = {
  name: 'kill -9 of worker and server',
  draw: (whole) => ({ workerFirst: whole(0, 1) }),
  async strike(world, { workerFirst }) {
    await Promise.all([world.worker.kill(), world.server.kill()]);
    world.kills += 2;
    if (workerFirst === 1) world.worker.start();
    await world.server.start();
    if (workerFirst !== 1) world.worker.start();
    await world.worker.untilListening();
  },
};
