const POLL_MS = 25;

/** Polls until the value is there. Fails when it is not there in time. */
export async function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  limitMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => {
      setTimeout(resolve, POLL_MS);
    });
  }
  throw new Error(`nothing came of it within ${limitMs} ms`);
}
