import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readKeys } from '../../src/app/codec/read-keys';

const KEY = Buffer.alloc(32, 7).toString('base64');
const read = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'ratchet-test-')), 'keys');
  writeFileSync(file, text);
  return readKeys({ RATCHET_CODEC_KEY_FILE: file });
};

describe('the key file', () => {
  it('gives the keys in order, without comments', () => {
    const { keys } = read(`# newest first\n2026-11 ${KEY}\n\n2026-05 ${KEY}\n`);
    expect(keys.map(({ id }) => id)).toEqual(['2026-11', '2026-05']);
    expect(keys[0]?.bytes).toEqual(Buffer.alloc(32, 7));
  });

  it('is optional', () => {
    expect(readKeys({})).toEqual({ file: null, keys: [] });
  });

  it.each([
    ['a short key', 'k c2hvcnQ=', 'line 1: the key k has 5 bytes, expected 32'],
    ['no key', '# nothing\n', 'has no key'],
    ['two of one id', `k ${KEY}\nk ${KEY}`, 'two keys with the id k'],
    ['a strange id', `\nk/1 ${KEY}`, 'line 2: the key id may have'],
  ])('says what is wrong with %s, and how to make one', (_, text, words) => {
    expect(() => read(text)).toThrow(words);
    expect(() => read(text)).toThrow('openssl rand -base64 32');
  });

  it('names a file that is not there', () => {
    expect(() => readKeys({ RATCHET_CODEC_KEY_FILE: '/not/there' })).toThrow(
      'cannot read /not/there',
    );
  });

  it('refuses a pipe in its place, and does not wait for its writer', () => {
    const pipe = join(mkdtempSync(join(tmpdir(), 'ratchet-test-')), 'keys');
    execFileSync('mkfifo', [pipe]);
    expect(() => readKeys({ RATCHET_CODEC_KEY_FILE: pipe })).toThrow(
      `RATCHET_CODEC_KEY_FILE: cannot read ${pipe}: it is a pipe, a socket or a device`,
    );
  });
});
