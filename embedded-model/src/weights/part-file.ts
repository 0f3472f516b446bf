import { readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileExists } from './file-exists.ts';

/**
 * The file this process downloads into, with whatever a dead process has left of the same download.
 *
 * Every process writes to a file of its own, so that two of them cannot harm each other; a rename
 * decides which of them carries on where a third one died.
 */
export async function ownPartFile(folder: string, file: string): Promise<string> {
  const own = join(folder, `${file}.${host()}.${process.pid}.part`);
  let adopted = await fileExists(own);
  for (const left of await abandonedParts(folder, file)) {
    if (adopted) await rm(left, { force: true });
    else adopted = await renamed(left, own);
  }
  return own;
}

/** Largest first. */
async function abandonedParts(folder: string, file: string): Promise<readonly string[]> {
  const pattern = new RegExp(`^${escaped(file)}\\.${escaped(host())}\\.(\\d+)\\.part$`);
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder)) {
    const pid = pattern.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(folder, name);
    sizes.set(path, (await stat(path).catch(() => ({ size: 0 }))).size);
  }
  return [...sizes.keys()].sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

/** Process ids mean something on one host only; folders may be shared between several. */
const host = (): string => hostname().replace(/[^\w-]/g, '_');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
