/** What a process listens with. */
interface Listener {
  run(): Promise<void>;
}

/**
 * Listens until all have ended. Where one fails the others are stopped in order: half a process would look alive.
 *
 * @param stop - tells those that still run to end
 * @param cleanUp - what is left to do when none runs any more
 * @throws what the first one failed with
 */
export async function untilStopped(
  workers: readonly Listener[],
  { stop, cleanUp }: { readonly stop: () => void; readonly cleanUp: () => Promise<void> },
): Promise<void> {
  const failures: unknown[] = [];
  const running = workers.map((worker) =>
    worker.run().catch((error: unknown) => {
      failures.push(error);
      stop();
    }),
  );
  await Promise.all(running);
  await cleanUp();
  if (failures.length > 0) throw failures[0];
}
