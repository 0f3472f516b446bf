import { condition } from '@temporalio/workflow';

/** Work that needs a slot of a pool. */
export interface SlotTask<T> {
  readonly pool: string;
  /** Tasks of the pool that may be open at once, at least 1. */
  readonly slots: number;
  run(): Promise<T>;
}

/**
 * Starts the tasks in their order, each when its pool has a free slot, and waits for all of them.
 *
 * @returns the results in the order of the tasks, whatever order they finished in
 */
export async function inSlots<T>(tasks: readonly SlotTask<T>[]): Promise<readonly T[]> {
  const open: Record<string, number> = {};
  const results: Promise<T>[] = [];
  for (const task of tasks) {
    await condition(() => (open[task.pool] ?? 0) < task.slots);
    open[task.pool] = (open[task.pool] ?? 0) + 1;
    const result = task.run().finally(() => {
      open[task.pool] = (open[task.pool] ?? 1) - 1;
    });
    // Watched from the start: a task may fail while later ones still wait for a slot.
    result.catch(() => undefined);
    results.push(result);
  }
  return Promise.all(results);
}
