/** One value in a history: in which event it stands, and how large it is. */
export interface SeenPayload {
  readonly event: string;
  readonly bytes: number;
}

/** Every payload of a history as JSON, whatever it is part of, the largest first. */
export function payloadsOf(history: unknown): readonly SeenPayload[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server's JSON
  const { events } = history as { readonly events: readonly { readonly eventType: string }[] };
  return events
    .flatMap((event) => sizesIn(event).map((bytes) => ({ event: event.eventType, bytes })))
    .toSorted((a, b) => b.bytes - a.bytes);
}

/** Base64 data of what looks like a payload, decoded. */
function sizesIn(value: unknown): readonly number[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('metadata' in value && 'data' in value && typeof value.data === 'string') {
    return [Buffer.byteLength(value.data, 'base64')];
  }
  return Object.values(value).flatMap(sizesIn);
}
