// Is a notification of ours, and fresh? node check-signature.mjs < body, headers in the environment.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';

const FIVE_MINUTES = 300;

/** @param body - the bytes as they came, before any JSON is read of them */
export function isGenuine(headers, body, secret) {
  const {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures,
  } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < FIVE_MINUTES)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return signatures.split(' ').some((signature) => {
    const found = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
}

if (process.env.HEADERS !== undefined) {
  const genuine = isGenuine(
    JSON.parse(process.env.HEADERS),
    readFileSync(0, 'utf8'),
    process.env.HOOK_SECRET,
  );
  console.log(genuine ? 'genuine' : 'not genuine');
}
