/** Programs in files of their own share nothing else within a process. */
const TOLD = Symbol.for('ratchet.sources-at-start');

/** Leaves the hash of the sources for what runs later in this process: to read all of them takes 37 to 68 ms. */
export function tellSourcesAtStart(hash: string): void {
  Reflect.set(globalThis, TOLD, hash);
}

/** What the sources were when this process chose its program; undefined: it did not choose. */
export function sourcesAtStart(): string | undefined {
  const told: unknown = Reflect.get(globalThis, TOLD);
  return typeof told === 'string' ? told : undefined;
}
