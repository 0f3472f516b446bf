import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  errorCode,
  flushFolder,
  makeFolder,
  replaceFile,
  writing,
} from '../../../../activities/store/disk';
import { CliError, EXIT } from '../../cli-error';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/**
 * Writes files beside the folder, and puts them in its place when the last one is there.
 *
 * @returns their paths
 * @throws {CliError} bad input, where something is in the folder
 * @throws {RatchetError} `STORE_UNWRITABLE`
 */
export async function writeFolder(
  folder: string,
  files: AsyncIterable<NamedText>,
): Promise<readonly string[]> {
  await refuseFilled(folder);
  const temporary = `${folder}.${randomUUID()}.tmp`;
  const names: string[] = [];
  try {
    await makeFolder(temporary);
    for await (const { name, text } of files) {
      await replaceFile(join(temporary, name), text);
      names.push(name);
    }
    await writing(folder, () => rename(temporary, folder));
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  await flushFolder(dirname(folder));
  return names.map((name) => join(folder, name));
}

async function refuseFilled(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    if (errorCode(error) !== 'ENOTDIR') throw error;
    throw new CliError(
      EXIT.badInput,
      `Cannot write ${folder}: it is a file, and this export is a folder; name a new folder`,
    );
  }
  throw new CliError(
    EXIT.badInput,
    `Cannot write ${folder}: there are files in it; name a new folder, or an empty one`,
  );
}
