import { statSync } from 'node:fs';

/** What tells that one of the files was written, replaced, taken away or brought back. */
export function traceOf(files: readonly string[]): string {
  return files.map(traceOfFile).join(' ');
}

function traceOfFile(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return 'none';
  }
}

/**
 * Looks at files again and again, which works on every file system, where notifications do not.
 * Keeps no process alive.
 *
 * @param options.from - the trace that they had when they were last read
 * @param options.seconds - between two looks; 0: nothing is followed
 * @param options.changed - told of a change; false: it could not be taken, so it is told again at the next look
 * @returns what ends it
 */
export function followFiles(
  files: readonly string[],
  options: {
    readonly from: string;
    readonly seconds: number;
    readonly changed: () => Promise<boolean>;
  },
): () => void {
  if (options.seconds <= 0) return () => undefined;
  let taken = options.from;
  let busy = false;
  const look = async (): Promise<void> => {
    const now = traceOf(files);
    if (busy || now === taken) return;
    busy = true;
    if (await options.changed()) taken = now;
    busy = false;
  };
  const timer = setInterval(() => void look(), options.seconds * 1000).unref();
  return () => clearInterval(timer);
}
