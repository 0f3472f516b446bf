import { bytesOf, type Tried, trial } from './trial';

const LARGE_BYTES = 8 * 1024 * 1024;

const CONTENTS: Readonly<Record<string, () => Uint8Array>> = {
  'every byte there is': () => Uint8Array.from({ length: 512 }, (_, place) => place % 256),
  'a text': () => bytesOf('{"ä":"里斯本 🇵🇹"}\r\n'),
  'no byte': () => new Uint8Array(),
  [`${LARGE_BYTES} bytes`]: () => new Uint8Array(LARGE_BYTES).map((_, place) => place >> 7),
};

export const values = [
  trial(
    'says null where nothing is',
    nothingThere,
    'answer null for a key that is not there, and an empty list',
  ),
  trial(
    'gives back the bytes that were written, in every thread',
    sameBytes,
    'keep content as bytes, never as text, outside of the thread, and whole before write() answers',
  ),
  trial(
    'has another version after each change',
    otherVersions,
    'answer the version that write() made, as read() tells it: an ETag, a counter, a hash of the content',
  ),
];

async function nothingThere({ read, list, under }: Tried): Promise<string | null> {
  const found = await read(under('nothing'));
  if (found) return `read() gave ${found.content.length} bytes`;
  const listed = await list(under(''));
  return listed.length === 0 ? null : `list() told ${listed[0]}`;
}

async function sameBytes({ read, write, under }: Tried): Promise<string | null> {
  for (const [name, content] of Object.entries(CONTENTS)) {
    const key = under(name.replaceAll(' ', '-'));
    if ((await write(key, content(), null)) === null) return `write() of ${name} was refused`;
    // At the same time, so that other threads answer as well.
    for (const found of await Promise.all([read(key), read(key), read(key)])) {
      if (!found) return `read() gave null after write() of ${name}`;
      if (Buffer.from(found.content).equals(content())) continue;
      return `read() gave ${found.content.length} other bytes after write() of ${name}`;
    }
  }
  return null;
}

async function otherVersions({ read, write, under }: Tried): Promise<string | null> {
  const key = under('changed');
  const told: string[] = [];
  const seen: string[] = [];
  for (const text of ['one', 'two', 'three']) {
    const version = await write(key, bytesOf(text), seen.at(-1) ?? null);
    if (version === null) return 'write() was refused although nobody else wrote';
    told.push(version);
    seen.push((await read(key))?.version ?? 'null');
  }
  if (told.join() === seen.join() && new Set(seen).size === seen.length) return null;
  return `write() answered the versions ${told.join(', ')}, read() ${seen.join(', ')}`;
}
