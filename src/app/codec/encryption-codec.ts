import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { PayloadKeyError } from './payload-key-error';
import type { CodecKey, CodecKeys } from './read-keys';

/** As Temporal's own examples call it. */
export const ENCRYPTED = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const PayloadMessage = temporal.api.common.v1.Payload;

/**
 * Encrypts each payload whole, with its metadata, by the first key; decrypts those of any key that it has, and leaves
 * others as they are. Without keys it encrypts nothing. An encrypted payload is nonce, ciphertext and tag; its
 * metadata names the key.
 *
 * @throws {PayloadKeyError} on decoding, where the key is not there or is another one: nothing of ours reads such a payload as
 * a value, so that work goes on once the key is there
 */
export class EncryptionCodec implements PayloadCodec {
  readonly #keys: CodecKeys;

  constructor(keys: CodecKeys) {
    this.#keys = keys;
  }

  async encode(payloads: Payload[]): Promise<Payload[]> {
    const [key] = this.#keys.keys;
    return key ? payloads.map((payload) => encrypt(payload, key)) : payloads;
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return payloads.map((payload) => (isEncrypted(payload) ? this.#decrypt(payload) : payload));
  }

  #decrypt({ metadata, data }: Payload): Payload {
    const id = Buffer.from(metadata?.['encryption-key-id'] ?? []).toString('utf8');
    const key = this.#keys.keys.find((each) => each.id === id);
    if (!key) throw this.#cannot(`it is encrypted with the key "${id}"`, id);
    try {
      return PayloadMessage.decode(open(Buffer.from(data ?? []), key));
    } catch (cause) {
      throw this.#cannot(`its key "${id}" is another one here, or it was changed`, id, cause);
    }
  }

  #cannot(why: string, id: string, cause?: unknown): PayloadKeyError {
    const { file, keys } = this.#keys;
    const has =
      file === null
        ? 'RATCHET_CODEC_KEY_FILE is not set'
        : `${file} (RATCHET_CODEC_KEY_FILE) has: ${keys.map((key) => key.id).join(', ')}`;
    return new PayloadKeyError(
      `Cannot read a payload: ${why}; ${has}\nAdd the key "${id}" to that file and start again: what waits for it goes on`,
      { cause },
    );
  }
}

export function isEncrypted({ metadata }: Payload): boolean {
  const encoding = metadata?.['encoding'];
  return (
    encoding !== undefined &&
    encoding !== null &&
    Buffer.from(encoding).toString('utf8') === ENCRYPTED
  );
}

function encrypt(payload: Payload, key: CodecKey): Payload {
  return {
    metadata: {
      encoding: Buffer.from(ENCRYPTED),
      'encryption-cipher': Buffer.from(CIPHER),
      'encryption-key-id': Buffer.from(key.id),
    },
    data: seal(PayloadMessage.encode(payload).finish(), key),
  };
}

function seal(plain: Uint8Array, { bytes }: CodecKey): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, bytes, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws {Error} where key or content are not those that were sealed */
function open(sealed: Buffer, { bytes }: CodecKey): Buffer {
  const cipher = createDecipheriv(CIPHER, bytes, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  cipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const text = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([cipher.update(text), cipher.final()]);
}
