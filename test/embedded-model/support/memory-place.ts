import type { Place } from '../../../embedded-model/src/weights/place';

/** A place that always has the bytes, from the beginning on. */
export function memoryPlace(name: string, content: Buffer): Place {
  return {
    name,
    resumes: 0,
    open: async () => ({ offset: 0, bytes: chunksOf(content) }),
  };
}

async function* chunksOf(content: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += 65_536) {
    yield content.subarray(start, start + 65_536);
  }
}
