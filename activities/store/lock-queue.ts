import { setTimeout as sleep } from 'node:timers/promises';

/** When the last one in each line has gone. */
const lines = new Map<string, Promise<void>>();

/**
 * Stands behind those of this process that want the same: only the first of them has to look whether another process
 * is done, and who comes first is served first.
 *
 * @param patienceMs - how long it stands there; after that it is on its own, like one of another process
 * @returns leaves the line
 */
export async function standInLine(name: string, patienceMs: number): Promise<() => void> {
  const before = lines.get(name);
  const { promise: gone, leave } = departure();
  const line = Promise.all([before, gone]).then(() => {
    if (lines.get(name) === line) lines.delete(name);
  });
  lines.set(name, line);
  if (before) await inTime(before, patienceMs);
  return leave;
}

function departure(): { readonly promise: Promise<void>; readonly leave: () => void } {
  let leave = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    leave = resolve;
  });
  return { promise, leave };
}

async function inTime(awaited: Promise<void>, limitMs: number): Promise<void> {
  const over = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([awaited, limit]);
  over.abort();
}
