import { copyFiles } from '../../../activities/store/copy-store';
import type { Medium, StoreFiles } from '../../../activities/store/medium';
import {
  readStoreRecord,
  type StoreRecord,
  storeFile,
  storeText,
} from '../../../activities/store/store-file';
import { storeId } from '../../../activities/store/store-id';
import { RatchetError } from '../../errors';
import { CliError, EXIT } from '../cli-error';

/**
 * Moves a store to another medium: from then on the old one refuses every write, and workers on the new one serve the
 * same task queue, so that open studies go on. Interrupted, it is completed by the same call.
 *
 * @returns how many files
 * @throws {CliError} exit code 4 where the target holds another store, or this one holds none
 */
export async function moveStore(from: Medium, to: Medium): Promise<number> {
  const before = await readStoreRecord(from);
  if (!before)
    throw new CliError(EXIT.badInput, `Cannot move a store: there is none in ${from.root}`);
  await refuseOther(from, before, to);
  if (before.movedTo === undefined) {
    const movedTo = to.root;
    await from.withLock((store) =>
      store.replace(storeFile(store), storeText({ id: before.id, movedTo })),
    );
  } else if (before.movedTo !== to.root) {
    throw new CliError(
      EXIT.badInput,
      `Cannot move the store of ${from.root}: it is in ${before.movedTo} now`,
    );
  }
  return to.withLock(async (target) => {
    const count = await copyFiles(from, target);
    await target.replace(storeFile(target), storeText({ id: before.id }));
    return count;
  });
}

/** Something that is no half of an interrupted move. */
async function refuseOther(from: StoreFiles, moved: StoreRecord, to: StoreFiles): Promise<void> {
  const there = await readStoreRecord(to);
  const studies = there ? await to.studyNames() : [];
  if (!there || (studies.length === 0 && there.movedTo === undefined)) return;
  if (there.id === moved.id && moved.movedTo === to.root) {
    throw new CliError(EXIT.badInput, `The store of ${from.root} is in ${to.root} already`);
  }
  throw new CliError(
    EXIT.badInput,
    `Cannot move the store of ${from.root} to ${to.root}: there is another store with ${studies.join(', ') || 'no study'}; take an empty one`,
  );
}

/**
 * Copies a store, or some of its studies, into an empty folder for readers; no worker writes there.
 *
 * @returns how many files
 */
export async function copyForReaders(
  from: Medium,
  to: Medium,
  studies?: readonly string[],
): Promise<number> {
  const strange = (await to.namesBelow(to.root)).find((name) => !name.startsWith('store.lock'));
  if (strange !== undefined) {
    throw new CliError(
      EXIT.badInput,
      `Cannot export into ${to.root}: expected an empty folder, found ${strange}; nothing was written`,
    );
  }
  const known = await from.studyNames();
  const missing = (studies ?? []).find((study) => !known.includes(study));
  if (missing !== undefined) {
    throw new RatchetError(
      'CONTROL_INVALID',
      `Cannot find the study ${missing} in ${from.root}: there is ${known.join(', ') || 'none'}`,
    );
  }
  const id = (await readStoreRecord(from))?.id ?? (await storeId(from));
  await to.makeFolder(to.root);
  return to.withLock(async (target) => {
    const count = await copyFiles(from, target, studies);
    await target.replace(storeFile(target), storeText({ id, movedTo: from.root }));
    return count;
  });
}
