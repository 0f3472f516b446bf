/** At most this many calls are asked for or read per item. */
export const MAX_CALLS = 3;

/** Bounds on constrained answers: small models run on where nothing stops them. */
export const MAX_STRING_LENGTH = 80;
export const MAX_ARRAY_ITEMS = 5;

/** Free text is read up to here, in characters; far beyond what `TOKENS.free` allows an endpoint that keeps to it. */
export const MAX_TEXT_READ = 8_000;

/** Limits on one answer, in tokens. */
export const TOKENS = {
  /** Free text or tool calls of the endpoint's own protocol. */
  free: 256,
  /** A whole decision as constrained JSON. */
  decision: 256,
  /** The name of one tool as constrained JSON. */
  toolName: 32,
  /** One argument as constrained JSON. */
  argument: 96,
} as const;
