import type { FaultKind } from '../fault';

/** SIGTERM: the worker has to end in order, with exit code 0. */
export const workerToldToStop: FaultKind = {
  name: 'SIGTERM in mid-run',
  draw: () => ({}),
  async strike({ worker }) {
    await worker.stop();
    worker.start();
    await worker.untilListening();
  },
};
