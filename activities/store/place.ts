import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { bootId } from './boot-id';

/**
 * Where does a process number mean the same process? On one machine from one boot to the next, and among the processes
 * that see each other: two containers with the same host name each have a process 1.
 *
 * @returns a text to compare; null where the system does not tell, so that nobody's life can be known from its number
 */
export async function thisPlace(): Promise<string | null> {
  // It stays the same for as long as the process lives, and every write asks.
  known ??= await lookAround();
  return known;
}

let known: string | null = null;

async function lookAround(): Promise<string | null> {
  if (process.platform === 'linux') return placeOnLinux().catch(() => null);
  if (process.platform === 'darwin') return placeOnMac().catch(() => null);
  return null;
}

/** The time namespace too: start times are counted by its clock. */
async function placeOnLinux(): Promise<string> {
  const boot = await bootId();
  const processes = await readlink('/proc/self/ns/pid');
  const time = await readlink('/proc/self/ns/time').catch(() => '');
  return [boot, processes, time].filter(Boolean).join(' ');
}

async function placeOnMac(): Promise<string | null> {
  const { stdout } = await promisify(execFile)('sysctl', ['-n', 'kern.bootsessionuuid']);
  return stdout.trim() || null;
}
