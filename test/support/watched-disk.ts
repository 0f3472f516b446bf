import { constants } from 'node:fs';
import type fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/** One change to the disk, as the code asks for it through `node:fs/promises`. */
export interface DiskChange {
  readonly operation: 'make' | 'open' | 'truncate' | 'write' | 'sync' | 'rename' | 'remove';
  /** The file; where it is renamed, its new name. */
  readonly path: string;
  /** Half: some of the bytes of a write are there, the others are not. */
  readonly when: 'before' | 'half' | 'after';
  /** What is written; empty for other changes. */
  readonly text: string;
}

/** Is told of each change before and after it is made, and may stay the change by waiting or prevent it by throwing. */
export type Watcher = (change: DiskChange) => Promise<void> | void;

/** Is a file that is opened with these flags not to be changed? */
export function onlyReads(flags: string | number = 'r'): boolean {
  const changing = constants.O_WRONLY | constants.O_RDWR | constants.O_CREAT;
  return typeof flags === 'number' ? (flags & changing) === 0 : flags === 'r';
}

/** Watches all changes to the disk until the returned function is called. Reading is not watched. */
export function watchDisk(disk: typeof fs, watcher: Watcher): () => void {
  const { rename, rm, mkdir, open, copyFile } = disk;
  Object.assign(disk, {
    rename: (from: string, to: string) => told('rename', to, () => rename(from, to)),
    rm: (...args: Parameters<typeof rm>) => told('remove', args[0], () => rm(...args)),
    mkdir: (...args: Parameters<typeof mkdir>) => told('make', args[0], () => mkdir(...args)),
    copyFile: (...args: Parameters<typeof copyFile>) =>
      told('write', args[1], () => copyFile(...args)),
    open: async (...args: Parameters<typeof open>) =>
      onlyReads(args[1]) ? open(...args) : openWatched(String(args[0]), () => open(...args)),
  });
  syncBuiltinESMExports();
  return () => {
    Object.assign(disk, { rename, rm, mkdir, open, copyFile });
    syncBuiltinESMExports();
  };

  async function told<T>(
    operation: DiskChange['operation'],
    path: unknown,
    change: () => Promise<T>,
  ): Promise<T> {
    const about = { operation, path: String(path), text: '' };
    await watcher({ ...about, when: 'before' });
    const result = await change();
    await watcher({ ...about, when: 'after' });
    return result;
  }

  async function openWatched(path: string, change: () => Promise<fs.FileHandle>) {
    const about = { operation: 'open', path, text: '' } as const;
    await watcher({ ...about, when: 'before' });
    const file = await change();
    try {
      await watcher({ ...about, when: 'after' });
    } catch (error) {
      await file.close();
      throw error;
    }
    return watched(path, file);
  }

  function watched(path: string, file: fs.FileHandle): fs.FileHandle {
    const sync = file.sync.bind(file);
    const truncate = file.truncate.bind(file);
    const write = file.write.bind(file);
    const written = async (bytes: Uint8Array, at: number | null) => {
      const about = {
        operation: 'write',
        path,
        text: Buffer.from(bytes).toString('utf8'),
      } as const;
      const half = Math.floor(bytes.length / 2);
      await watcher({ ...about, when: 'before' });
      await write(bytes, 0, half, at);
      await watcher({ ...about, when: 'half' });
      await write(bytes, half, bytes.length - half, at === null ? null : at + half);
      await watcher({ ...about, when: 'after' });
      return { bytesWritten: bytes.length, buffer: bytes };
    };
    const changes = {
      sync: () => told('sync', path, sync),
      truncate: (length?: number) => told('truncate', path, () => truncate(length)),
      write: (...[bytes, from, length, at]: [Uint8Array, number, number, number]) =>
        written(bytes.subarray(from, from + length), at),
      writeFile: (content: string | Uint8Array) => written(Buffer.from(content), null),
    };
    for (const [name, value] of Object.entries(changes)) {
      Object.defineProperty(file, name, { value, configurable: true });
    }
    return file;
  }
}
