/** What a process listens with. */
interface Listener {
  run(): Promise<void>;
}

/**
 * Listens until all have ended. Where one fails the others are stopped in order: half a process would look alive.
 *
 * @param stop - tells those that still run to end
 * @param cleanUp - what is left to do when none runs any more
 * @param say - told of a clean-up that fails after a worker did: that is not why it ended
 * @throws what the first one failed with; where none did, what the clean-up failed with
 */
export async function untilStopped(
  workers: readonly Listener[],
  {
    stop,
    cleanUp,
    say,
  }: {
    readonly stop: () => void;
    readonly cleanUp: () => Promise<void>;
    readonly say: (line: string) => void;
  },
): Promise<void> {
  const failures: unknown[] = [];
  const running = workers.map((worker) =>
    worker.run().catch((error: unknown) => {
      failures.push(error);
      stop();
    }),
  );
  await Promise.all(running);
  await cleanUp().catch((error: unknown) => {
    if (failures.length > 0) say(`what was left to do failed too: ${String(error)}`);
    failures.push(error);
  });
  if (failures.length > 0) throw failures[0];
}
