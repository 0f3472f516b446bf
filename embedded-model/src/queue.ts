/** Runs tasks one at a time, in the order they came. */
export interface Queue {
  /**
   * Waits for its turn, then runs the task; gives up waiting when the signal is aborted.
   *
   * @param task - given the time it waited, in milliseconds
   * @throws the signal's reason when it is aborted before the task's turn
   */
  run<T>(task: (waitedMs: number) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Tasks that wait; the one that runs is not among them. */
  readonly waiting: () => number;
}

export function createQueue(): Queue {
  const waiting: (() => void)[] = [];
  let busy = false;

  const next = (): void => {
    const begin = waiting.shift();
    busy = begin !== undefined;
    begin?.();
  };

  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(reasonOf(signal));
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.push(begin);
    });

  return {
    waiting: () => waiting.length,
    run: async (task, signal) => {
      const arrived = performance.now();
      signal.throwIfAborted();
      if (busy) await turn(signal);
      busy = true;
      try {
        return await task(performance.now() - arrived);
      } finally {
        next();
      }
    },
  };
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('given up');
}
