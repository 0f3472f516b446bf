import type { FaultKind } from '../fault';

export const killServer: FaultKind = {
  name: 'kill -9 of the server',
  draw: (whole, form) => ({ times: form === 'short' ? 1 : whole(1, 3) }),
  async strike(world, { times = 1 }) {
    for (let time = 1; time <= times; time += 1) {
      await world.server.kill();
      world.kills += 1;
      await world.server.start();
    }
  },
};
