import { until } from '../../../support/until';
import type { FaultKind } from '../fault';

/** Everything is stopped in order; then the worker is started, and its server only when it waits for it. */
export const workerBeforeServer: FaultKind = {
  name: 'worker started before its server',
  draw: () => ({}),
  async strike({ worker, server }) {
    await worker.stop();
    await server.kill();
    worker.start();
    const isWaiting = () => worker.said().includes('waits for the Temporal server');
    await until('the worker to wait for its server', isWaiting);
    await server.start();
    await worker.untilListening();
  },
};
