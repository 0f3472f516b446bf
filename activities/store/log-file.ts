import { constants, type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openPlainFile, type PlainFile } from '../input/open-plain-file';
import { flushFolder, writing } from './disk';
import { ifReadable } from './read-if-there';

/** Lines of text that are only ever added to. A line counts once its line end is there; what follows the last one does not. */
export interface LogFile {
  /** Bytes of its whole lines; 0 where there is no such file. */
  readonly bytes: number;
  readonly path: string;
}

const LINE_END = 0x0a;
const CHUNK_BYTES = 65_536;

export async function lookAtLog(path: string): Promise<LogFile> {
  const opened = await openIfThere(path);
  if (opened === undefined) return { path, bytes: 0 };
  const { file, size } = opened;
  try {
    return { path, bytes: await wholeLines(file, size) };
  } finally {
    await file.close();
  }
}

function openIfThere(path: string): Promise<PlainFile | undefined> {
  return ifReadable(path, () => openPlainFile(path));
}

async function wholeLines(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= CHUNK_BYTES) {
    const start = Math.max(0, end - CHUNK_BYTES);
    const place = (await readBytes(file, start, end)).lastIndexOf(LINE_END);
    if (place >= 0) return start + place + 1;
  }
  return 0;
}

/** The lines from a place on, the oldest first. */
export async function* linesFrom(log: LogFile, start: number): AsyncGenerator<string> {
  const opened = await openIfThere(log.path);
  if (opened === undefined) return;
  const { file } = opened;
  try {
    let pending: Buffer = Buffer.alloc(0);
    for (let at = start; at < log.bytes; at += CHUNK_BYTES) {
      const chunk = await readBytes(file, at, Math.min(at + CHUNK_BYTES, log.bytes));
      pending = Buffer.concat([pending, chunk]);
      let begin = 0;
      let end = pending.indexOf(LINE_END);
      while (end >= 0) {
        yield pending.toString('utf8', begin, end);
        begin = end + 1;
        end = pending.indexOf(LINE_END, begin);
      }
      pending = pending.subarray(begin);
    }
  } finally {
    await file.close();
  }
}

/** The lines from the end on, the newest first. */
export async function* linesBackwards(log: LogFile): AsyncGenerator<string> {
  const opened = await openIfThere(log.path);
  if (opened === undefined) return;
  const { file } = opened;
  try {
    let pending: Buffer = Buffer.alloc(0);
    for (let end = log.bytes; end > 0; end -= CHUNK_BYTES) {
      const chunk = await readBytes(file, Math.max(0, end - CHUNK_BYTES), end);
      pending = Buffer.concat([chunk, pending]);
      let place = lineStart(pending);
      while (place > 0) {
        yield pending.toString('utf8', place, pending.length - 1);
        pending = pending.subarray(0, place);
        place = lineStart(pending);
      }
    }
    if (pending.length > 0) yield pending.toString('utf8', 0, pending.length - 1);
  } finally {
    await file.close();
  }
}

/** Where the last line begins, the buffer ending with its line end; 0: at the buffer's start or before it. */
function lineStart(buffer: Buffer): number {
  return buffer.length < 2 ? 0 : buffer.lastIndexOf(LINE_END, buffer.length - 2) + 1;
}

async function readBytes(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const buffer = Buffer.alloc(end - start);
  await file.read(buffer, 0, buffer.length, start);
  return buffer;
}

/**
 * Adds lines for good. Half a line that a crash left at the end is cut off first.
 *
 * @param mayI - asked when the file is open, before it is changed; throws where it must stay as it is
 * @throws {RatchetError} `STORE_UNWRITABLE`
 */
export async function appendLines(
  log: LogFile,
  lines: readonly string[],
  mayI: () => Promise<void>,
): Promise<void> {
  await writing(log.path, async () => {
    const file = await open(log.path, constants.O_RDWR | constants.O_CREAT);
    try {
      await mayI();
      await file.truncate(log.bytes);
      const text = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
      await writeAll(file, text, log.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (log.bytes === 0) await flushFolder(dirname(log.path));
  });
}

async function writeAll(file: FileHandle, text: Buffer, start: number): Promise<void> {
  for (let done = 0; done < text.length;) {
    const rest = text.length - done;
    done += (await file.write(text, done, rest, start + done)).bytesWritten;
  }
}
