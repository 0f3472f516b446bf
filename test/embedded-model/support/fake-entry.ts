import { createHash } from 'node:crypto';
import type { CatalogueEntry } from '../../../embedded-model/src/weights/catalogue';

/** A catalogue entry for these bytes. */
export function fakeEntry(content: Buffer): CatalogueEntry {
  return {
    name: 'tiny-model',
    title: 'A file that stands in for weights',
    file: 'tiny.gguf',
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    licence: 'Apache-2.0',
    official: { repository: 'someone/tiny', revision: 'abc', file: 'tiny.gguf' },
    mirror: [],
  };
}

/** A megabyte or two that differs from byte to byte. */
export function someBytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256));
}
