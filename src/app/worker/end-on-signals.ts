import type { RunningWorker } from './run-worker';

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first signal ends the worker in order, the second one at once. */
export function endOnSignals(
  { note, grace }: { readonly note: (text: string) => void; readonly grace: number },
  worker: () => RunningWorker | undefined,
): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(EXIT_CODES[signal]);
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
