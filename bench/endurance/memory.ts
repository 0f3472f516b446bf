import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Memory of processes while a cycle was at work, in MiB. */
export interface Memory {
  readonly worker: number;
  readonly server: number;
}

const POLL_MS = 200;

/** Looks at the memory of both processes whenever a cycle begins. @returns what was seen so far, by cycle */
export function watchMemory(
  folder: string,
  pids: { readonly worker: number; readonly server: number },
): { readonly seen: ReadonlyMap<number, Memory>; stop(): void } {
  const seen = new Map<number, Memory>();
  const timer = setInterval(() => {
    const cycle = cycleAtWork(folder);
    if (cycle === null || seen.has(cycle)) return;
    seen.set(cycle, { worker: residentMiB(pids.worker), server: residentMiB(pids.server) });
  }, POLL_MS);
  return { seen, stop: () => clearInterval(timer) };
}

/** Null: nothing is written yet. */
function cycleAtWork(folder: string): number | null {
  try {
    const { cycle } = JSON.parse(readFileSync(join(folder, 'projected.json'), 'utf8'));
    return Number(cycle);
  } catch {
    return null;
  }
}

/** Linux; NaN where the system does not tell. */
function residentMiB(pid: number): number {
  try {
    const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kib) / 1024;
  } catch {
    return Number.NaN;
  }
}
