import { createHmac } from 'node:crypto';
import { RatchetError } from '../../src/errors';

const PREFIX = 'whsec_';
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** What is signed: an id without a dot, seconds since 1970, and the body to the byte. */
export interface Signed {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The header `webhook-signature` of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, in base64, once per secret.
 *
 * @param keys - as `signingKeys` gives them
 */
export function signatureOf(keys: readonly Buffer[], { id, timestamp, body }: Signed): string {
  return keys
    .map((key) => createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64'))
    .map((signature) => `v1,${signature}`)
    .join(' ');
}

/**
 * Reads secrets as Standard Webhooks writes them: `whsec_` and base64 of 24 to 64 bytes. Several, with spaces between
 * them, all sign, so that a receiver can go over from one to the other.
 *
 * @throws {RatchetError} `NOTIFICATIONS_INVALID` naming the variable, never what it holds
 */
export function signingKeys(variable: string, env: NodeJS.ProcessEnv): readonly Buffer[] {
  const words = (env[variable] ?? '').split(/\s+/).filter((word) => word !== '');
  const keys = words.map(keyOf);
  if (keys.length > 0 && keys.every((key) => key !== null)) return keys;
  const found = words.length === 0 ? 'it is not set' : 'it holds something else';
  throw new RatchetError(
    'NOTIFICATIONS_INVALID',
    `the environment variable ${variable}: expected a secret, whsec_ and 24 to 64 bytes in base64, but ${found}; ` +
      `this makes one: echo "whsec_$(openssl rand -base64 32)"`,
  );
}

function keyOf(word: string): Buffer | null {
  const text = word.slice(PREFIX.length);
  if (!word.startsWith(PREFIX) || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const key = Buffer.from(text, 'base64');
  return key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : null;
}
