import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { bootId } from './boot-id';
import { errorCode } from './disk';

/**
 * When did the process start? With its number this names a process for good, since numbers are given again.
 *
 * @returns a text to compare, in no particular unit; null where there is no such process
 */
export async function processStart(pid: number): Promise<string | null> {
  if (pid !== process.pid) return look(pid);
  own ??= await look(pid);
  return own;
}

/** Every write asks for it. */
let own: string | null = null;

function look(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
}

/** Clock ticks since boot, with the boot they count from. */
async function startOnLinux(pid: number): Promise<string | null> {
  try {
    const boot = await bootId();
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const dead = state === 'Z' || state === 'X';
    return dead ? null : `${boot} ${fields[STARTTIME - STATE - 1]}`;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error) ?? '')) return null;
    throw error;
  }
}

/** Places of fields in `/proc/<pid>/stat`, counted from 1 as in proc(5). */
const STATE = 3;
const STARTTIME = 22;

async function startByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}
