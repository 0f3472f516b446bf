import { RatchetError } from '../../../src/errors';
import type { LockedFiles } from '../locked-files';
import { nameBelow } from '../name-below';
import { fileKey } from './keys';
import { addLines, type Segments } from './segments';

/**
 * Changes a store's keys for whoever holds the lock.
 *
 * Each change is made from a version that was read before the lock was looked at: should the lock be lost after that
 * look, the change is refused where the new owner has changed the same, and else is as if made before it took over.
 */
export function changeKeys(
  logs: Segments,
  root: string,
  checkHeld: () => Promise<void>,
): LockedFiles {
  const { store } = logs;
  return {
    replace,
    append: (seen, lines) => {
      const text = lines.map((line) => `${line}\n`).join('');
      return addLines(logs, { seen, log: nameBelow(root, seen.path), text }, checkHeld);
    },
    remove,
    rename: async (from, to) => {
      const value = await store.read(keyOf(from));
      if (value === null) throw new Error(`Cannot rename ${from}: there is no such file`);
      // In this order a crash between the two leaves it twice, and never nowhere.
      await replace(to, value.content);
      await remove(from);
    },
  };

  function keyOf(path: string): string {
    return fileKey(nameBelow(root, path));
  }

  async function replace(path: string, content: string | Uint8Array): Promise<void> {
    const before = await store.read(keyOf(path));
    await checkHeld();
    const version = await store.write(keyOf(path), Buffer.from(content), before?.version ?? null);
    if (version === null) throw changedMeanwhile(path);
  }

  async function remove(path: string): Promise<void> {
    const before = await store.read(keyOf(path));
    if (before === null) return;
    await checkHeld();
    if (!(await store.remove(keyOf(path), before.version))) throw changedMeanwhile(path);
  }
}

function changedMeanwhile(path: string): RatchetError {
  return new RatchetError(
    'STORE_BUSY',
    `Another process changed ${path} at this moment; this write is tried again`,
  );
}
