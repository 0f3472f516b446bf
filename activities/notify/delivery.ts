import type { Notification } from '../../src/notifications/notification';

/** One attempt's end. Nothing in `why` tells a secret: neither an address nor what came back. */
export type Delivered =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly why: string;
      /** How long the receiver asks to wait, in milliseconds; null: it says nothing. */
      readonly retryAfterMs: number | null;
    };

/** Tells one target of one notification, once. Never throws but for the signal's reason. */
export type Deliver = (notification: Notification, signal: AbortSignal) => Promise<Delivered>;

export function failed(why: string, retryAfterMs: number | null = null): Delivered {
  return { ok: false, why, retryAfterMs };
}
