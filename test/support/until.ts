import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Looks again and again until what it sees is there.
 *
 * @param look - undefined, null, false or an error: not yet
 * @param limitMs - generous: it is only spent by a test that fails
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  limitMs = 90_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (let last = 'nothing'; ;) {
    try {
      const seen = await look();
      if (isThere(seen)) return seen;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}; last: ${last}`);
    await wait(POLL_MS);
  }
}

function isThere<T>(seen: T | undefined | null | false): seen is T {
  return seen !== undefined && seen !== null && seen !== false;
}
