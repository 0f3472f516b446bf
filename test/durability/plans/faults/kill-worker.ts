import type { FaultKind } from '../fault';

/** The worker is killed, started again, and perhaps killed again as soon as it listens. */
export const killWorker: FaultKind = {
  name: 'kill -9 of the worker',
  draw: (whole, form) => ({ times: form === 'short' ? 1 : whole(1, 4) }),
  async strike(world, { times = 1 }) {
    for (let time = 1; time <= times; time += 1) {
      await world.worker.kill();
      world.kills += 1;
      world.worker.start();
      await world.worker.untilListening();
    }
  },
};
