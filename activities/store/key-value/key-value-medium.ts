import { RatchetError } from '../../../src/errors';
import type { Medium } from '../medium';
import { nameBelow, studyOf } from '../name-below';
import { refuseMoved } from '../store-file';
import { changeKeys } from './change-keys';
import { type KeyValue, textOf } from './key-value';
import { FORMAT_KEY, fileKey, studyKey } from './keys';
import { type LeaseOptions, withLease } from './lease';
import { readKeys } from './read-keys';
import { type Tail, tailsOf } from './tails';

/** How keys and values hold a store; a later version of Ratchet may do it in another way. */
const FORMAT = '{"schemaVersion":1}\n';

/**
 * Opens the store that keys and values hold.
 *
 * @param options.create - make it where there is none, as workers do
 * @throws {RatchetError} `STORE_CONFLICT` where there is none, or one of a newer version
 */
export async function openKeyValue(
  store: KeyValue,
  { create, ...lease }: LeaseOptions & { readonly create: boolean },
): Promise<Medium> {
  const { root } = lease;
  const found = await store.read(FORMAT_KEY);
  if (found && textOf(found) !== FORMAT) {
    throw new RatchetError(
      'STORE_CONFLICT',
      `Cannot use the store in ${root}: a newer version of Ratchet made it. Start that version, or a newer one`,
    );
  }
  if (!found && !create) {
    throw new RatchetError(
      'STORE_CONFLICT',
      `There is no store in ${root} yet: the first worker that starts there makes it`,
    );
  }
  // Refused where another was first, with the same.
  if (!found) await store.write(FORMAT_KEY, Buffer.from(FORMAT), null);
  return mediumOn(store, lease);
}

function mediumOn(store: KeyValue, lease: LeaseOptions): Medium {
  const { root } = lease;
  const starts = new Map<string, number>();
  return {
    ...readKeys({ store, tails: tailsOf(store, starts) }, root),
    makeFolder: (path) => makeFolder(store, nameBelow(root, path)),
    put: (path, content) => put(store, fileKey(nameBelow(root, path)), Buffer.from(content)),
    withLock: (work) =>
      withLease(store, lease, async (checkHeld) => {
        const logs = { store, tails: tailsOf(store, starts, new Map<string, Tail>()) };
        const open = {
          ...readKeys(logs, root),
          ...changeKeys(logs, root, checkHeld),
          makeFolder: (path: string) => makeFolder(store, nameBelow(root, path)),
        };
        await refuseMoved(open);
        return work(open);
      }),
  };
}

/** A study is there from the moment that something is about to be written of it, as a folder is. */
async function makeFolder(store: KeyValue, name: string): Promise<void> {
  const study = studyOf(name);
  if (study === undefined || (await store.read(studyKey(study)))) return;
  await store.write(studyKey(study), Buffer.from(study), null);
}

/** Whoever else writes it writes the same, so any version may be replaced. */
async function put(store: KeyValue, key: string, content: Buffer): Promise<void> {
  let expected: string | null = null;
  while ((await store.write(key, content, expected)) === null) {
    const found = await store.read(key);
    if (found && Buffer.from(found.content).equals(content)) return;
    expected = found?.version ?? null;
  }
}
