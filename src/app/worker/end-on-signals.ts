import { SIGNAL_EXIT } from '../signal-exit';
import type { RunningWorker } from './run-worker';

/** The first signal ends the worker in order, the second one at once. */
export function endOnSignals(
  { note, grace }: { readonly note: (text: string) => void; readonly grace: number },
  worker: () => RunningWorker | undefined,
): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(SIGNAL_EXIT[signal]);
      asked = true;
      const running = worker();
      if (!running) {
        note(`${signal}: stopped before it listened`);
        process.exit(0);
      }
      note(
        `${signal}: stopping; a run in flight gets ${grace} seconds (a second signal ends it at once)`,
      );
      running.stop();
    });
  }
}
