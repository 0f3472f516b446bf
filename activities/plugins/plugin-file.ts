import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../src/errors';
import { readTextFile } from '../input/read-text-file';

/** A plug-in as it is on disk: what evidence pins it by. */
export interface PluginFile {
  /** Absolute. */
  readonly file: string;
  /** Of the bytes of this file alone, not of what it imports. */
  readonly sha256: string;
}

/**
 * Reads a TypeScript or JavaScript file that somebody wrote for Ratchet, without running it.
 *
 * @throws {RatchetError} `code` where it cannot be read
 */
export async function pluginFile(
  file: string,
  code: ErrorCode = 'SUITE_INVALID',
): Promise<PluginFile> {
  const text = await readTextFile(file, code);
  return { file, sha256: createHash('sha256').update(text).digest('hex') };
}
