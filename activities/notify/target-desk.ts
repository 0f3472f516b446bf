import type { Target } from '../../src/notifications/target';
import type { Medium } from '../store/medium';
import { endOfLog } from './read-news';
import { NEW_RECORD, readRecord, type TargetRecord, writeRecord } from './target-record';

/** Whose turn it is to tell a target, kept in the store. */
export interface TargetDesk {
  /** As it is now, without the lock. */
  look(): Promise<TargetRecord | undefined>;
  /** Makes the record of a target that was never seen: it hears of what happens from now on. */
  begin(): Promise<TargetRecord>;
  /** Takes or renews the lease and changes the record; null: another worker has it. */
  change(edit: (record: TargetRecord) => TargetRecord): Promise<TargetRecord | null>;
  /** Gives the lease back, if it is still ours. */
  leave(): Promise<void>;
}

/** What a lease lasts beyond the longest delivery, in milliseconds. */
const SLACK_MS = 20_000;

/**
 * @param holder - a name that no other deliverer has
 * @param now - milliseconds since 1970
 */
export function targetDesk(
  medium: Medium,
  { name, timeoutSeconds }: Pick<Target, 'name' | 'timeoutSeconds'>,
  { holder, now }: { readonly holder: string; readonly now: () => number },
): TargetDesk {
  const leased = (): TargetRecord['lease'] => ({
    holder,
    until: now() + 1_000 * timeoutSeconds + SLACK_MS,
  });
  return {
    look: () => readRecord(medium, name),
    begin: () =>
      medium.withLock(async (store) => {
        const known = await readRecord(store, name);
        if (known) return known;
        const ends = (await store.studyNames()).map(async (study) => [
          study,
          await endOfLog(store, study),
        ]);
        const studies = Object.fromEntries(await Promise.all(ends));
        const record = { ...NEW_RECORD, studies };
        await writeRecord(store, name, record);
        return record;
      }),
    change: (edit) =>
      medium.withLock(async (store) => {
        const record = await readRecord(store, name);
        if (!record || isOthers(record, holder, now())) return null;
        const changed = { ...edit(record), lease: leased() };
        await writeRecord(store, name, changed);
        return changed;
      }),
    leave: () =>
      medium.withLock(async (store) => {
        const record = await readRecord(store, name);
        if (record?.lease?.holder !== holder) return;
        await writeRecord(store, name, { ...record, lease: null });
      }),
  };
}

/** A lease that has run out is anybody's: its worker was killed, or is too slow to be waited for. */
export function isOthers({ lease }: TargetRecord, holder: string, now: number): boolean {
  return lease !== null && lease.holder !== holder && lease.until > now;
}
