import { z } from 'zod';

/** Also those that come from another thread, and so are made by another `Uint8Array`. */
const bytes = z.custom<Uint8Array>(
  (value) => ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value,
  'expected a Uint8Array',
);
const version = z.string().min(1).max(1_000);

/** What the functions of a store may answer, and how to say it. */
export const STORE_ANSWERS = {
  read: {
    schema: z.strictObject({ content: bytes, version }).nullable(),
    inWords: 'null or {content, version}',
  },
  write: { schema: z.strictObject({ version }).nullable(), inWords: 'null or {version}' },
  remove: { schema: z.boolean(), inWords: 'true or false' },
  list: { schema: z.array(z.string()), inWords: 'a list of keys' },
} as const;
