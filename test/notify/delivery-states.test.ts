import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed } from '../../activities/notify/delivery';
import { NEW_RECORD } from '../../activities/notify/target-record';
import { createStore } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import { type DeliveryState, deliveryStates } from '../../src/app/notify/delivery-states';
import { deliveryLines } from '../../src/app/output/delivery-lines';
import { createOutput } from '../../src/app/output/output';
import { newsOfEvent } from '../../src/notifications/news-of-event';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, removeDataFolders } from '../support/data-folder';
import { aClock, aTarget, aTeller } from './support/told';

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 5, 3);
const due = events.filter((event) => newsOfEvent(event) !== null).length;
const HOUR = 3_600_000;
const target = aTarget('http://127.0.0.1:9', { giveUpAfterHours: 2 });

/** A data folder whose target `chat` takes nothing, after one attempt or after hours. */
async function refusedFor(hours: number): Promise<string> {
  const dataDir = await dataFolder();
  const clock = aClock(Date.parse(events.at(-1)?.measured.at ?? ''));
  const deliver = () => Promise.resolve(failed('it answered 500'));
  const teller = aTeller(dataDir, target, { ...clock, deliver });
  await teller.begin();
  await createStore({ dataDir }).recordEvents({ study: 'lfm', events });
  for (let hour = 0; hour <= hours; hour += 1) {
    await teller.turn();
    clock.pass(HOUR);
  }
  return dataDir;
}

describe('deliveryStates()', () => {
  it('counts what a target is still to be told of, by its own file', async () => {
    const files = folderMedium(await refusedFor(0));
    const [state] = await deliveryStates(files, [target], 'lfm');
    expect(state).toMatchObject({
      target: 'chat',
      delivered: 0,
      givenUp: 0,
      lost: [],
      failing: { attempts: 1, why: 'it answered 500' },
      waiting: due,
    });
    const undone = { ...target, events: ['undo'] as const };
    const [fewer] = await deliveryStates(files, [undone]);
    expect(fewer?.waiting).toBeLessThan(due);
    expect(await deliveryStates(files, [target], 'other')).toMatchObject([{ waiting: 0 }]);
    expect(await deliveryStates(files, [{ ...target, studies: ['other'] }], 'lfm')).toEqual([]);
  });

  it('names what was given up, of the study that is asked for', async () => {
    const files = folderMedium(await refusedFor(2));
    const [state] = await deliveryStates(files, [target], 'lfm');
    expect(state).toMatchObject({ givenUp: due, waiting: 0 });
    expect(state?.lost.at(-1)).toMatchObject({ study: 'lfm', why: 'it answered 500' });
    expect(await deliveryStates(files, [target], 'other')).toMatchObject([
      { givenUp: due, lost: [] },
    ]);
  });

  it('names every target that was ever told where their file is not known, and counts nothing', async () => {
    const dataDir = await refusedFor(0);
    await writeFile(join(dataDir, 'notifications/pager.json'), JSON.stringify(NEW_RECORD));
    await writeFile(join(dataDir, 'notifications/.pager.json.tmp'), 'half');
    const states = await deliveryStates(folderMedium(dataDir), null);
    expect(states).toMatchObject([
      { target: 'chat', waiting: null, failing: { attempts: 1 } },
      { target: 'pager', waiting: null, failing: null },
    ]);
    const never = await dataFolder();
    expect(await deliveryStates(folderMedium(never), null)).toEqual([]);
    await mkdir(join(never, 'notifications'));
    expect(await deliveryStates(folderMedium(never), [target])).toEqual([]);
  });
});

describe('deliveryLines()', () => {
  const now = Date.UTC(2026, 0, 9);
  const lostAt = (day: number) => ({
    id: 'msg_1',
    type: 'undo',
    study: 'lfm',
    at: new Date(Date.UTC(2026, 0, day)).toISOString(),
    why: 'it answered 500',
  });
  const fine: DeliveryState = {
    target: 'chat',
    delivered: 3,
    givenUp: 1,
    lost: [lostAt(1)],
    failing: null,
    waiting: 0,
  };
  const failing = {
    attempts: 9,
    since: '2026-01-08T10:00:00.000Z',
    nextAt: '2026-01-09T00:05:00.000Z',
    why: 'it answered 500',
  };
  const lines = (state: Partial<DeliveryState>) =>
    deliveryLines([{ ...fine, ...state }], { ...createOutput({}), width: Infinity }, now);

  it('says nothing of a target that is told, or that lost something long ago', () => {
    expect(lines({})).toEqual([]);
    expect(lines({ waiting: null })).toEqual([]);
  });

  it('says what fails, waits and was given up', () => {
    const until = '9 attempts failed since 2026-01-08 10:00: it answered 500';
    expect(lines({ failing, waiting: 100 })).toEqual([
      `! notifications to chat: ${until}; 100 or more wait; next attempt 2026-01-09 00:05`,
    ]);
    expect(lines({ failing, waiting: null })).toEqual([
      `! notifications to chat: ${until}; next attempt 2026-01-09 00:05`,
    ]);
    expect(lines({ waiting: 2 })).toEqual(['! notifications to chat: 2 wait']);
    expect(lines({ lost: [lostAt(1), lostAt(3), lostAt(8)] })).toEqual([
      '! notifications to chat: 2 given up in the last seven days, the last of 2026-01-08 00:00: undo of lfm (it answered 500)',
    ]);
  });

  it('says that the store cannot be read', () => {
    expect(deliveryLines(null, createOutput({}))).toEqual([
      'notifications: the store cannot be read from here',
    ]);
  });
});
