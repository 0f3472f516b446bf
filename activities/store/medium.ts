import type { LockedFiles } from './locked-files';
import type { LogFile } from './log-file';

/**
 * Reads what a store holds, wherever that is. All paths begin with the store's root, and are those of a data folder.
 *
 * Every call throws `RatchetError` `STORE_UNWRITABLE` where the medium cannot be reached.
 */
export interface StoreFiles {
  /** The data folder's path, or a name for the database: for messages too, so it tells no secret. */
  readonly root: string;
  /** Undefined where there is no such file. */
  text(path: string): Promise<string | undefined>;
  bytes(path: string): Promise<Buffer | undefined>;
  isThere(path: string): Promise<boolean>;
  /** All files below a folder, logs too, by their paths in it (`cycles/1.json`), in order. */
  namesBelow(folder: string): Promise<readonly string[]>;
  /** In the order of their names. */
  studyNames(): Promise<readonly string[]>;
  lookAtLog(path: string): Promise<LogFile>;
  /** The lines from a place on, in bytes, the oldest first. */
  linesFrom(log: LogFile, start: number): AsyncGenerator<string>;
  /** The lines from the end on, the newest first. */
  linesBackwards(log: LogFile): AsyncGenerator<string>;
}

/** What the lock is held for: reads, and changes that count together or as far as the log has them. */
export interface OpenStore extends StoreFiles, LockedFiles {
  makeFolder(path: string): Promise<void>;
}

/** Where a store keeps its files: a folder, or a PostgreSQL database. */
export interface Medium extends StoreFiles {
  /**
   * Asked before a run: is there room for its transcript? Not there where the medium is no disk of this machine.
   *
   * @throws {RatchetError} `STORE_UNWRITABLE`
   */
  checkRoom?(study: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  /** Writes a whole file without the lock: one whose name tells its content, so that whoever else writes it writes the same. */
  put(path: string, content: string | Uint8Array): Promise<void>;
  /**
   * Does the work while nobody else changes the store under its lock.
   *
   * @throws {RatchetError} `STORE_BUSY` where the lock cannot be had in time, or was lost; then nothing counts that was not written before
   */
  withLock<T>(work: (store: OpenStore) => Promise<T>): Promise<T>;
}
