import { type FileHandle, open } from 'node:fs/promises';
import { type ErrorCode, RatchetError } from '../../src/errors';
import { NO_FILE, openPlainFile } from './open-plain-file';

/** Largest file that is read, in bytes. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** What a shell calls a pipe that it gives a program to read from: `<(...)`, and standard input. */
const PIPE_OF_SHELL = /^\/(dev\/stdin|dev\/fd\/\d+|proc\/self\/fd\/\d+)$/;

export function isPipeOfShell(file: string): boolean {
  return PIPE_OF_SHELL.test(file);
}

/** What such a pipe gave: it gives it once, and a file is read by several who check it. */
const givenByPipes = new Map<string, Promise<Buffer>>();

/**
 * The text of a UTF-8 file of at most 4 MiB, or of a pipe of the shell; a byte order mark is dropped.
 *
 * @throws {RatchetError} `code` when it is not there, cannot be read, is no file, too large or not UTF-8
 */
export async function readTextFile(file: string, code: ErrorCode): Promise<string> {
  const bytes = await bytesOf(file, code);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RatchetError(
      code,
      `Cannot read ${file}: it is not text in UTF-8; save it in that encoding`,
      { cause },
    );
  }
}

function bytesOf(file: string, code: ErrorCode): Promise<Buffer> {
  if (!isPipeOfShell(file)) {
    return readBytes(file, code, async () => (await openPlainFile(file)).file);
  }
  const given = givenByPipes.get(file) ?? readBytes(file, code, () => open(file, 'r'));
  givenByPipes.set(file, given);
  return given;
}

async function readBytes(
  file: string,
  code: ErrorCode,
  opened: () => Promise<FileHandle>,
): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    handle = await opened();
    return await readLimited(handle, file, code);
  } catch (cause) {
    if (cause instanceof RatchetError) throw cause;
    throw new RatchetError(code, `Cannot read ${file}: ${whyNot(cause)}`, { cause });
  } finally {
    await handle?.close();
  }
}

/** Counts while it reads, so that pipes are limited too. */
async function readLimited(handle: FileHandle, file: string, code: ErrorCode): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, null);
    if (bytesRead === 0) return Buffer.concat(chunks);
    size += bytesRead;
    if (size > MAX_FILE_BYTES) {
      throw new RatchetError(code, `Cannot read ${file}: it is larger than 4 MiB`);
    }
    chunks.push(buffer.subarray(0, bytesRead));
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder, and a file was expected',
  [NO_FILE]: 'it is a pipe, a socket or a device, and a file was expected',
  EACCES: 'you may not read it; check its permissions',
  EPERM: 'you may not read it; check its permissions',
};

/** Why a file cannot be read, in words that go on after `Cannot read FILE: `. */
export function whyNot(cause: unknown): string {
  const { code, message } = Object(cause);
  return REASONS[String(code)] ?? String(message ?? cause);
}
