import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../fault';

/**
 * Questions are taken and not answered, for less than the limit on a call; then the endpoint is started again, which
 * cuts them. (A call past its limit is no fault but an outcome of its item.)
 */
export const endpointHangs: FaultKind = {
  name: 'endpoint hangs, then is cut',
  voids: true,
  draw: (whole, form) => ({ seconds: form === 'short' ? whole(2, 4) : whole(5, 20) }),
  async strike({ front }, { seconds = 0 }) {
    front.trouble({ kind: 'hang' }, Number.POSITIVE_INFINITY);
    await sleep(seconds * 1000);
    front.mend();
  },
};
