import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../fault';

export const endpointRefuses: FaultKind = {
  name: 'endpoint refuses connections',
  voids: true,
  draw: (whole, form) => ({ seconds: form === 'short' ? whole(2, 4) : whole(10, 40) }),
  async strike({ front }, { seconds = 0 }) {
    await front.refuse();
    await sleep(seconds * 1000);
    await front.listenAgain();
  },
};
