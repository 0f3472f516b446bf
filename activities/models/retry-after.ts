/**
 * How long does a throttling answer ask to wait? In milliseconds, at least 0; null where it does not say.
 *
 * Reads `retry-after-ms`, then `retry-after` as seconds or as an HTTP date.
 *
 * @param now - milliseconds since the epoch, for dates
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const milliseconds = nonNegative(headers.get('retry-after-ms'));
  if (milliseconds !== null) return milliseconds;
  const text = headers.get('retry-after');
  const seconds = nonNegative(text);
  if (seconds !== null) return Math.round(seconds * 1000);
  const date = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function nonNegative(text: string | null): number | null {
  const number = text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}
