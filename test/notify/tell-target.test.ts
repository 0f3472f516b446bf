import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Deliver, failed } from '../../activities/notify/delivery';
import { readRecord } from '../../activities/notify/target-record';
import type { StandingTrouble } from '../../activities/notify/tell-target';
import { createStore } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import type { StudyEvent } from '../../src/history/study-event';
import { newsOfEvent } from '../../src/notifications/news-of-event';
import { plausibleStudy } from '../history/plausible-study';
import { dataFolder, removeDataFolders } from '../support/data-folder';
import { freePort } from '../support/free-port';
import { until } from '../support/until';
import { type Receiver, startReceiver } from './support/receiver';
import { aClock, aTarget, aTeller, SECRET } from './support/told';

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 5, 3);
const due = idsOf(events);
const HOUR = 3_600_000;

function idsOf(list: readonly StudyEvent[]): readonly string[] {
  return list.filter((event) => newsOfEvent(event) !== null).map(({ id }) => id);
}

function told({ got }: Receiver): readonly (string | undefined)[] {
  return got.filter(({ manner }) => manner === 204).map((each) => each.notification.data.event?.id);
}

function tellingProcess(dataDir: string, url: string): ChildProcess {
  const script = join(__dirname, 'support/telling-process.ts');
  const words = ['--require', require.resolve('tsx/cjs'), script, dataDir, url];
  return spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
}

async function deadUrl(): Promise<string> {
  return `http://127.0.0.1:${await freePort()}/hook`;
}

async function record(dataDir: string, list: readonly StudyEvent[]): Promise<void> {
  const [first] = list;
  if (!first) throw new Error('No events');
  await createStore({ dataDir }).recordEvents({ study: first.study, events: list });
}

describe('tellTarget()', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());

  it('has something to tell', () => {
    expect(due.length).toBeGreaterThan(4);
  });

  it('tells each event once, in order, signed', async () => {
    const dataDir = await dataFolder();
    const teller = aTeller(dataDir, aTarget(receiver.url), aClock());
    await teller.begin();
    await record(dataDir, events.slice(0, 9));
    await teller.turn();
    await record(dataDir, events.slice(9));
    await teller.turn();
    await teller.turn();
    expect(told(receiver)).toEqual(due);
    expect(new Set(receiver.taken()).size).toBe(due.length);
    for (const { headers, body } of receiver.got) {
      const key = Buffer.from(SECRET.slice(6), 'base64');
      const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
      const signature = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
      expect(Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp']))).toBeLessThan(300);
    }
  });

  it('tells nothing of what happened before it was there', async () => {
    const dataDir = await dataFolder();
    await record(dataDir, events.slice(0, 12));
    const teller = aTeller(dataDir, aTarget(receiver.url), aClock());
    await teller.turn();
    await record(dataDir, events.slice(12));
    await teller.turn();
    expect(told(receiver)).toEqual(idsOf(events.slice(12)));
  });

  it('repeats what a server did not take, until it does, and loses nothing', async () => {
    const dataDir = await dataFolder();
    const clock = aClock();
    const target = aTarget(receiver.url, { timeoutSeconds: 2 });
    const teller = aTeller(dataDir, target, clock);
    await teller.begin();
    await record(dataDir, events);
    receiver.next(204, 500, 'hang', 'cut', 302, 429, 204, 503);
    for (let turn = 0; turn < 12; turn += 1) {
      await teller.turn();
      clock.pass(11 * 60_000);
    }
    // A busy machine may need more than the limit for what was taken: that comes twice then.
    expect([...new Set(told(receiver))]).toEqual(due);
    const ids = receiver.got.map((each) => each.notification.id);
    expect(ids.length).toBeGreaterThanOrEqual(due.length + 6);
    expect(ids.filter((id, place) => id !== ids[place - 1])).toEqual([...new Set(ids)]);
  });

  it('waits for a server that is away', async () => {
    const dataDir = await dataFolder();
    const clock = aClock();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/hook`;
    const teller = aTeller(dataDir, aTarget(url), clock);
    await teller.begin();
    await record(dataDir, events);
    await teller.turn();
    clock.pass(60_000);
    await teller.turn();
    const back = await startReceiver(port);
    clock.pass(60_000);
    await teller.turn();
    await back.stop();
    expect(told(back)).toEqual(due);
  });

  it('waits longer and longer, ten minutes at most', async () => {
    const dataDir = await dataFolder();
    const clock = aClock();
    const attempts: number[] = [];
    const deliver: Deliver = () => {
      attempts.push(clock.now());
      return Promise.resolve(failed('it answered 500'));
    };
    const teller = aTeller(dataDir, aTarget(receiver.url), { ...clock, deliver });
    await teller.begin();
    await record(dataDir, events);
    for (let second = 0; second < 3_600; second += 1) {
      // Only where an attempt is due: a turn without one changes nothing.
      const failing = (await readRecord(folderMedium(dataDir), 'chat'))?.failing;
      if (!failing || clock.now() >= failing.nextAt) await teller.turn();
      clock.pass(1_000);
    }
    const waits = attempts.slice(1).map((at, place) => (at - (attempts[place] ?? 0)) / 1_000);
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600, 600]);
  });

  it('goes on where a worker was killed amid a delivery, once its lease has run out', async () => {
    const dataDir = await dataFolder();
    const clock = aClock(Date.now());
    const other = aTeller(dataDir, aTarget(receiver.url), { ...clock, holder: 'other' });
    await other.begin();
    await record(dataDir, events);
    receiver.next(204, 'hang');
    const process = tellingProcess(dataDir, receiver.url);
    await until('it hangs in the second delivery', async () => receiver.got.length === 2);
    process.kill('SIGKILL');
    await once(process, 'exit');

    await other.turn();
    expect(receiver.got).toHaveLength(2);
    clock.pass(200_000);
    await other.turn();
    expect(told(receiver)).toEqual(due);
    const [, cut, again] = receiver.got;
    expect(again?.notification).toEqual(cut?.notification);
  });

  it('lets one of several workers tell it', async () => {
    const dataDir = await dataFolder();
    const tellers = ['a', 'b', 'c'].map((holder) =>
      aTeller(dataDir, aTarget(receiver.url), { ...aClock(), holder }),
    );
    await Promise.all(tellers.map((teller) => teller.begin()));
    for (const event of events) {
      await record(dataDir, [event]);
      await Promise.all(tellers.map((teller) => teller.turn()));
    }
    expect(told(receiver)).toEqual(due);
  });

  it('gives up what a dead server did not take for hours, says so, and goes on', async () => {
    const dataDir = await dataFolder();
    const last = events.at(-1);
    const clock = aClock(Date.parse(last?.measured.at ?? ''));
    const target = aTarget(await deadUrl(), { giveUpAfterHours: 2 });
    const results: string[] = [];
    const tried = (result: string): void => void results.push(result);
    const teller = aTeller(dataDir, target, { ...clock, tried });
    await teller.begin();
    await record(dataDir, events);
    await teller.turn();
    clock.pass(HOUR);
    await teller.turn();
    expect(results).toEqual(['failed', 'failed']);
    clock.pass(HOUR);
    await teller.turn();
    expect(results.slice(2)).toEqual(due.map(() => 'given-up'));
    const kept = await readRecord(folderMedium(dataDir), 'chat');
    expect(kept).toMatchObject({ delivered: 0, givenUp: due.length });
    expect(kept?.lost.at(-1)).toMatchObject({ study: 'lfm', why: 'no answer (ECONNREFUSED)' });
    expect(kept?.lost.length).toBeLessThanOrEqual(20);
  });

  it('tells again rather than nothing where a log was put back or its own file is broken', async () => {
    const dataDir = await dataFolder();
    const teller = aTeller(dataDir, aTarget(receiver.url), aClock());
    await teller.begin();
    await record(dataDir, events);
    await teller.turn();
    await rm(join(dataDir, 'studies', 'lfm'), { recursive: true });
    const [other] = [plausibleStudy('lfm', 6, 1)];
    await record(dataDir, other);
    await teller.turn();
    await teller.turn();
    expect(told(receiver)).toEqual([...due, ...idsOf(other)]);
    expect(new Set(receiver.taken()).size).toBe(due.length + idsOf(other).length);
  });

  it('tells a trouble once for as long as it stands', async () => {
    const dataDir = await dataFolder();
    const trouble = (key: string): StandingTrouble => {
      const news = events.map(newsOfEvent).find((each) => each !== null);
      if (!news) throw new Error('No news');
      return { key, news: { ...news, type: 'trouble' } };
    };
    let standing: readonly StandingTrouble[] = [trouble('one')];
    const troubles = () => Promise.resolve(standing);
    const teller = aTeller(dataDir, aTarget(receiver.url), { ...aClock(), troubles });
    await teller.turn();
    await teller.turn();
    standing = [trouble('one'), trouble('two')];
    await teller.turn();
    await teller.turn();
    expect(receiver.got.map((each) => each.notification.type)).toEqual(['trouble', 'trouble']);
    expect(new Set(receiver.taken()).size).toBe(2);
  });

  it('keeps no secret and no address in the store', async () => {
    const dataDir = await dataFolder();
    const teller = aTeller(dataDir, aTarget(`${await deadUrl()}/T0/B0/xyz`), aClock());
    await teller.begin();
    await record(dataDir, events);
    await teller.turn();
    const text = await readFile(join(dataDir, 'notifications', 'chat.json'), 'utf8');
    expect(text).toContain('ECONNREFUSED');
    expect(text).not.toMatch(/whsec|T0|127\.0/);
  });

  it('tells only what it was asked for', async () => {
    const dataDir = await dataFolder();
    const teller = aTeller(dataDir, aTarget(receiver.url, { events: ['undo'] }), aClock());
    const elsewhere = aTarget(receiver.url, { name: 'b', studies: ['other'] });
    const other = aTeller(dataDir, elsewhere, aClock());
    await Promise.all([teller.begin(), other.begin()]);
    await record(dataDir, events);
    await teller.turn();
    await other.turn();
    const types = new Set(receiver.got.map((each) => each.notification.type));
    expect([...types]).toEqual(['undo']);
  });
});
