import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { CliError } from '../../src/app/cli-error';
import { EncryptionCodec, isEncrypted } from '../../src/app/codec/encryption-codec';
import type { CodecKey } from '../../src/app/codec/read-keys';

const OLD = { id: 'old', bytes: randomBytes(32) };
const NEW = { id: 'new', bytes: randomBytes(32) };

const codecOf = (...keys: readonly CodecKey[]) =>
  new EncryptionCodec({ file: keys.length === 0 ? null : '/keys', keys });
const secret: Payload = defaultPayloadConverter.toPayload({ prompt: 'a secret prompt' });
const textOf = ({ data }: Payload) => Buffer.from(data ?? []).toString('utf8');
const encryptedBy = async (key: CodecKey): Promise<Payload> => {
  const [payload = secret] = await codecOf(key).encode([secret]);
  return payload;
};

describe('the payload codec', () => {
  it('hides a payload with its metadata, and gives the same back', async () => {
    const encrypted = await encryptedBy(NEW);
    expect(isEncrypted(encrypted)).toBe(true);
    expect(textOf(encrypted)).not.toContain('secret');
    const [back = encrypted] = await codecOf(NEW).decode([encrypted]);
    expect(textOf(back)).toBe(textOf(secret));
    expect(Buffer.from(back.metadata?.['encoding'] ?? []).toString()).toBe('json/plain');
  });

  it('encrypts the same payload differently each time', async () => {
    expect((await encryptedBy(NEW)).data).not.toEqual((await encryptedBy(NEW)).data);
  });

  it('reads what older keys have encrypted, and encrypts by the first', async () => {
    const rotated = codecOf(NEW, OLD);
    const [back = secret] = await rotated.decode([await encryptedBy(OLD)]);
    expect(textOf(back)).toBe(textOf(secret));
    const [fresh = secret] = await rotated.encode([secret]);
    expect(Buffer.from(fresh.metadata?.['encryption-key-id'] ?? []).toString()).toBe('new');
  });

  it('leaves plain payloads as they are', async () => {
    expect(await codecOf(NEW).decode([secret])).toEqual([secret]);
  });

  it('changes nothing without keys', async () => {
    expect(await codecOf().encode([secret])).toEqual([secret]);
  });

  it.each([
    ['without keys', codecOf(), 'RATCHET_CODEC_KEY_FILE is not set'],
    ['without that key', codecOf(NEW), 'has: new'],
    ['with another key of that id', codecOf({ ...NEW, id: 'old' }), 'is another one here'],
  ])('names the key that is missing %s', async (_, codec, words) => {
    const reading = codec.decode([await encryptedBy(OLD)]);
    await expect(reading).rejects.toThrow(CliError);
    await expect(reading).rejects.toThrow(words);
    await expect(reading).rejects.toThrow('"old"');
  });

  it('notices a payload that was changed', async () => {
    const encrypted = await encryptedBy(NEW);
    const data = Buffer.from(encrypted.data ?? []);
    data.writeUInt8(data.readUInt8(20) ^ 1, 20);
    await expect(codecOf(NEW).decode([{ ...encrypted, data }])).rejects.toThrow('was changed');
  });
});
