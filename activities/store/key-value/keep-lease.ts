import { type Owner, parseOwner } from '../lock-owner';
import { type KeyValue, textOf } from './key-value';
import { LOCK_KEY } from './keys';

const FREE = Buffer.from('{}');

interface Lease {
  readonly owner: Owner;
  /** Of the lock, as it was taken. */
  readonly version: string;
  readonly everyMs: number;
}

/** Shows that the owner of the lock lives. @returns gives it back */
export function renewing(store: KeyValue, { owner, version, everyMs }: Lease): () => Promise<void> {
  let current: string | null = version;
  let renewals = 0;
  let last = Promise.resolve();
  const renew = async (): Promise<void> => {
    if (current === null) return;
    const content = JSON.stringify({ ...owner, renewals: (renewals += 1) });
    current = await replaced(store, owner, { content: Buffer.from(content), version: current });
  };
  const timer = setInterval(() => {
    // A renewal that fails is like one that is late: who waits decides.
    last = last.then(renew).catch(() => undefined);
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await last;
    if (current === null) return;
    // A lock that cannot be given back now is free when it has been silent for long enough.
    await replaced(store, owner, { content: FREE, version: current }).catch(() => undefined);
  };
}

/** Null where another has it. Refused although it is ours: the answer to an earlier renewal was lost. */
async function replaced(
  store: KeyValue,
  { token }: Owner,
  { content, version }: { readonly content: Uint8Array; readonly version: string },
): Promise<string | null> {
  const done = await store.write(LOCK_KEY, content, version);
  if (done !== null) return done;
  const found = await store.read(LOCK_KEY);
  const isOurs = found && parseOwner(textOf(found))?.token === token;
  return isOurs ? store.write(LOCK_KEY, content, found.version) : null;
}
