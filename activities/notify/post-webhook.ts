import type { Notification } from '../../src/notifications/notification';
import { retryAfterMs } from '../models/retry-after';
import { type Delivered, failed } from './delivery';
import { signatureOf } from './sign';

/** What a webhook needs for one attempt. */
export interface Post {
  readonly url: string;
  readonly keys: readonly Buffer[];
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/** Posts a notification, signed for this moment. Any 2xx says that it was taken; a redirection is not followed. */
export async function postWebhook(
  { url, keys, signal }: Post,
  notification: Notification,
): Promise<Delivered> {
  const body = JSON.stringify(notification);
  const { id } = notification;
  const timestamp = Math.floor(Date.now() / 1000);
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal,
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'ratchet',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(keys, { id, timestamp, body }),
      },
    });
    // What it says does not matter, and it may say much.
    await answer.body?.cancel().catch(() => undefined);
    if (answer.ok) return { ok: true };
    return failed(`it answered ${answer.status}`, retryAfterMs(answer.headers, Date.now()));
  } catch (error) {
    return failed(signal.aborted ? 'it did not answer in time' : `no answer (${codeOf(error)})`);
  }
}

/** `ECONNREFUSED` and the like: the message itself may hold the address. */
function codeOf(error: unknown): string {
  const cause = fieldOf(error, 'cause') ?? error;
  const code = fieldOf(cause, 'code');
  return typeof code === 'string' ? code : 'the connection broke';
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
