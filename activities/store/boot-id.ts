import { readFile } from 'node:fs/promises';

let known: string | undefined;

/** Linux: which boot of this machine is it? Read once, as a process never sees another. */
export async function bootId(): Promise<string> {
  known ??= (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return known;
}
