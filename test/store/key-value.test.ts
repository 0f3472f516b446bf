import { join } from 'node:path';
import { createStoreOn } from '../../activities/store/create-store';
import type { KeyValue } from '../../activities/store/key-value/key-value';
import { openKeyValue } from '../../activities/store/key-value/key-value-medium';
import { FULL_BYTES } from '../../activities/store/key-value/tails';
import type { LockTimes } from '../../activities/store/lock';
import type { Medium } from '../../activities/store/medium';
import { RatchetError } from '../../src/errors';
import type { StudyEvent } from '../../src/history/study-event';
import { filesOf } from '../contracts/stores';
import { plausibleStudy } from '../history/plausible-study';
import { removeDataFolders } from '../support/data-folder';
import { around, memoryKeyValue, type SeenCall } from '../support/memory-key-value';

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 2, 4);
const LOG = 'studies/lfm/routing_decisions.log';
const TIMES: LockTimes = { patience: 5_000, renew: 20, lostAfter: 200 };

function open(store: KeyValue, place?: string): Promise<Medium> {
  return openKeyValue(store, { root: 'plugin:kept.ts', create: true, times: TIMES, place });
}

function record(medium: Medium, list: readonly StudyEvent[]): Promise<void> {
  return createStoreOn(medium).recordEvents({ study: 'lfm', events: list });
}

/** Waits at calls until it is told to go on, as a process that is suspended. */
function suspendable(store: KeyValue) {
  let goOn = (): void => undefined;
  let reached = (): void => undefined;
  let at: ((call: SeenCall) => boolean) | null = null;
  let stopped: Promise<void> | null = null;
  const there = new Promise<void>((resolve) => (reached = resolve));
  const suspended = around(store, async (call, answer) => {
    if (at?.(call)) {
      stopped ??= new Promise((resolve) => (goOn = resolve));
      reached();
    }
    await stopped;
    return answer();
  });
  return {
    store: suspended,
    there,
    suspendAt: (moment: (call: SeenCall) => boolean) => void (at = moment),
    goOn: () => {
      at = null;
      stopped = null;
      goOn();
    },
  };
}

describe('a store under keys', () => {
  it.each([
    ['before it looked at its lock', { name: 'read', key: 'lock' }, 'other.json'],
    ['before it wrote', { name: 'write', key: 'files/note.json' }, 'note.json'],
  ] as const)('takes nothing from a writer that stood still %s', async (_, moment, changed) => {
    const kept = memoryKeyValue();
    const held = suspendable(kept);
    const medium = await open(held.store, 'one machine');
    const other = await open(kept, 'another machine');
    const path = join(medium.root, 'note.json');
    await medium.withLock((store) => store.replace(path, 'before'));
    const stale = medium.withLock(async (store) => {
      await store.text(path);
      held.suspendAt(({ name, key }) => name === moment.name && key === moment.key);
      await store.replace(path, 'stale');
    });
    const refused = stale.catch((error: unknown) => error);
    await held.there;
    await other.withLock((store) => store.replace(join(store.root, changed), 'newer'));
    held.goOn();
    expect(await refused).toMatchObject({ code: 'STORE_BUSY' });
    expect(await other.text(path)).toBe(changed === 'note.json' ? 'newer' : 'before');
    await medium.withLock((store) => store.replace(path, 'newest'));
    expect(await other.text(path)).toBe('newest');
  });

  it('adds no line of a writer that stood still', async () => {
    const kept = memoryKeyValue();
    const held = suspendable(kept);
    const medium = await open(held.store, 'one machine');
    const other = await open(kept, 'another machine');
    await record(medium, events.slice(0, 3));
    held.suspendAt(({ name, key }) => name === 'write' && key.includes(`${LOG}/lines`));
    const stale = record(medium, events.slice(3, 5));
    const refused = stale.catch((error: unknown) => error);
    await held.there;
    await record(other, events.slice(3, 9));
    held.goOn();
    expect(await refused).toMatchObject({ code: 'STORE_BUSY' });
    await record(medium, events.slice(3, 12));
    expect(await filesOf(medium)).toEqual(await undisturbed(events.slice(0, 12)));
  });

  it.each(['before', 'after'] as const)(
    'loses nothing where any one call fails %s it did its work',
    async (when) => {
      const list = events.slice(0, 8);
      const expected = await undisturbed(list);
      const total = await countCalls((store) => recordPatiently(store, list));
      for (let failing = 1; failing <= total; failing += 1) {
        const kept = memoryKeyValue();
        await recordPatiently(failingAt(kept, failing, when), list);
        expect(await filesOf(await open(kept))).toEqual(expected);
      }
      expect(total).toBeGreaterThan(60);
    },
    120_000,
  );

  it('names the owner of a lock that is renewed and not given back', async () => {
    const kept = memoryKeyValue();
    const options = { root: 'plugin:kept.ts', create: true };
    const impatient = { ...TIMES, patience: 50 };
    const medium = await openKeyValue(kept, { ...options, times: TIMES, place: 'one machine' });
    const other = await openKeyValue(kept, { ...options, times: impatient, place: 'another' });
    let giveBack = (): void => undefined;
    const holding = medium.withLock(() => new Promise<void>((resolve) => (giveBack = resolve)));
    const asked = other.withLock(async () => undefined);
    await expect(asked).rejects.toMatchObject({
      code: 'STORE_BUSY',
      message: expect.stringContaining(`process ${process.pid} on`),
    });
    giveBack();
    await holding;
    await expect(other.withLock(async () => 'ours')).resolves.toBe('ours');
  });

  it('keeps what an append costs the same, however long the log', async () => {
    const kept = memoryKeyValue();
    const written: number[] = [];
    const medium = await open({
      ...kept,
      write: (key, content, expected) => {
        if (key.includes('/lines-')) written.push(content.length);
        return kept.write(key, content, expected);
      },
    });
    const path = join(medium.root, LOG);
    const line = 'x'.repeat(2_000);
    for (let added = 0; added < 100; added += 1) {
      await medium.withLock(async (store) => store.append(await store.lookAtLog(path), [line]));
    }
    expect((await medium.lookAtLog(path)).bytes).toBe(100 * 2_001);
    expect(Math.max(...written)).toBeLessThan(FULL_BYTES + 2_001);
    expect((await kept.list('files/')).length).toBe(4);
  });

  it('refuses what a newer version made, and tells readers that nothing is there yet', async () => {
    const kept = memoryKeyValue();
    const reading = { root: 'plugin:kept.ts', create: false };
    await expect(openKeyValue(kept, reading)).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringContaining('There is no store in plugin:kept.ts yet'),
    });
    await kept.write('format', Buffer.from('{"schemaVersion":2}\n'), null);
    await expect(openKeyValue(kept, reading)).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringContaining('a newer version of Ratchet made it'),
    });
  });
});

async function undisturbed(list: readonly StudyEvent[]) {
  const medium = await open(memoryKeyValue());
  await record(medium, list);
  return filesOf(medium);
}

/** As Temporal does: what fails in passing is done again. A lock that was left behind is known at once. */
async function recordPatiently(store: KeyValue, list: readonly StudyEvent[]): Promise<void> {
  for (let start = 0; start < list.length;) {
    try {
      const times = { ...TIMES, patience: 2_000, lostAfter: 60_000 };
      const medium = await openKeyValue(store, { root: 'plugin:kept.ts', create: true, times });
      await record(medium, list.slice(start, start + 4));
      start += 4;
    } catch (error) {
      if (!(error instanceof RatchetError) || error.code !== 'STORE_UNWRITABLE') throw error;
    }
  }
}

async function countCalls(work: (store: KeyValue) => Promise<void>): Promise<number> {
  let calls = 0;
  await work(
    around(memoryKeyValue(), (_, answer) => {
      calls += 1;
      return answer();
    }),
  );
  return calls;
}

function failingAt(store: KeyValue, failing: number, when: 'before' | 'after'): KeyValue {
  let calls = 0;
  return around(store, async (_, answer) => {
    const isFailing = (calls += 1) === failing;
    if (isFailing && when === 'before') throw new RatchetError('STORE_UNWRITABLE', 'It is away');
    const answered = await answer();
    if (isFailing) throw new RatchetError('STORE_UNWRITABLE', 'Its answer was lost');
    return answered;
  });
}
