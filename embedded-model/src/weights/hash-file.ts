import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 of a file, in lower-case hexadecimal, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  return (await hashSoFar(path)).digest('hex');
}

/** A hash that has taken in all bytes of the file and can take in more. */
export async function hashSoFar(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash;
}
