import { type ModelEntry, ThrottledError } from '../ports';

const WINDOW_MS = 60_000;

/** When the requests of the last minute began, per model, for all clients of this process. */
const begun = new Map<string, number[]>();

/**
 * Takes one of a model's requests per minute.
 *
 * With none left it does not wait itself, because a wait inside a call would count against the call's time limit:
 * the caller is asked to wait, as an endpoint would ask it.
 *
 * @param now - milliseconds on a clock that never goes back
 * @throws {ThrottledError} with the time until the next request is free
 */
export function takeRequest(entry: ModelEntry, now = performance.now()): void {
  const limit = entry.requestsPerMinute;
  if (limit === null) return;
  const recent = (begun.get(entry.name) ?? []).filter((time) => time > now - WINDOW_MS);
  const oldest = recent[recent.length - limit];
  if (oldest !== undefined) {
    throw new ThrottledError(
      `Model "${entry.name}" waits: its ${limit} requests per minute are used up`,
      Math.ceil(oldest + WINDOW_MS - now),
    );
  }
  begun.set(entry.name, [...recent, now]);
}
