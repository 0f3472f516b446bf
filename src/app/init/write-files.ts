import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, isThere } from '../../../activities/store/disk';
import { CliError, EXIT } from '../cli-error';

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files that are not there yet: all of them, or none.
 *
 * @throws {CliError} bad input, naming what is there already
 */
export async function writeNewFiles(files: readonly NewFile[]): Promise<void> {
  const there: string[] = [];
  for (const { path } of files) if (await isThere(path)) there.push(path);
  if (there.length > 0) {
    throw new CliError(
      EXIT.badInput,
      `Cannot begin here: there is ${there.join(', ')}\nName another folder, or move it away; nothing was written`,
    );
  }
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeNew(path, text);
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    throw new CliError(EXIT.failed, `Cannot write ${path}: ${errorCode(error) ?? String(error)}`);
  }
}
