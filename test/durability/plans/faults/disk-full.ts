import { setTimeout as sleep } from 'node:timers/promises';
import { whyNoDisk } from '../data-disk';
import type { FaultKind } from '../fault';

export const diskFull: FaultKind = {
  name: 'disk full',
  draw: (whole, form) => ({ seconds: form === 'short' ? whole(4, 8) : whole(20, 60) }),
  whyNot: whyNoDisk,
  async strike({ disk }, { seconds = 0 }) {
    await disk.fill();
    await sleep(seconds * 1000);
    await disk.free();
  },
};
