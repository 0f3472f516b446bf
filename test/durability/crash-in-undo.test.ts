import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import type { StudyEvent } from '../../src/history/study-event';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { recordedEvents } from '../support/recorded-events';
import { copyOf, diesAt, record } from './die-recording';

afterAll(removeDataFolders);

const seconds = 1_000;
const ROUTING = join('studies', 'lfm', 'routing_config.json');
const MERGED = 'routing_config.json';

/** A recorded study up to its trial, which was undone. */
interface UndoneTrial {
  readonly start: string;
  readonly opened: StudyEvent;
  readonly undone: StudyEvent;
}

async function undoneTrial(): Promise<UndoneTrial> {
  const events = await recordedEvents('0.2.0/cancelled-in-a-trial');
  const place = events.findIndex(({ type }) => type === 'trial-opened');
  const [opened, undone] = events.slice(place, place + 2);
  if (!opened || undone?.type !== 'trial-undone') throw new Error('No trial that was undone');
  const start = await dataFolder();
  await record(start, events.slice(0, place));
  return { start, opened, undone };
}

/** Dies at each moment of the work in turn, in copies of the folder. @returns how many moments there are */
async function atEachMoment(
  start: string,
  work: (dataDir: string) => Promise<unknown>,
  then: (dataDir: string) => Promise<void>,
): Promise<number> {
  for (let moment = 1; ; moment += 1) {
    const dataDir = await copyOf(start);
    const died = await diesAt(
      dataDir,
      (_, present) => present === moment,
      () => work(dataDir),
    );
    if (!died) return moment - 1;
    await then(dataDir);
    await rm(dataDir, { recursive: true });
  }
}

describe('undoing a trial leaves the study’s routing file byte for byte as it was before', () => {
  const textOf = (dataDir: string, name: string) => readFile(join(dataDir, name), 'utf8');

  it(
    'whatever moment of opening it a process dies at',
    async () => {
      const { start, opened, undone } = await undoneTrial();
      const [routing, merged] = [await textOf(start, ROUTING), await textOf(start, MERGED)];
      const moments = await atEachMoment(
        start,
        (dataDir) => record(dataDir, [opened]),
        async (dataDir) => {
          expect(await textOf(dataDir, MERGED)).toBe(merged);
          await record(dataDir, [opened]);
          expect(JSON.parse(await textOf(dataDir, ROUTING))).toHaveProperty('trial');
          await record(dataDir, [undone]);
          expect(await textOf(dataDir, ROUTING)).toBe(routing);
        },
      );
      expect(moments).toBeGreaterThan(40);
    },
    300 * seconds,
  );

  it(
    'whatever moment of undoing it a process dies at',
    async () => {
      const { start, opened, undone } = await undoneTrial();
      const [routing, merged] = [await textOf(start, ROUTING), await textOf(start, MERGED)];
      await record(start, [opened]);
      const trial = await textOf(start, ROUTING);
      const moments = await atEachMoment(
        start,
        (dataDir) => record(dataDir, [undone]),
        async (dataDir) => {
          expect([routing, trial]).toContain(await textOf(dataDir, ROUTING));
          expect(await textOf(dataDir, MERGED)).toBe(merged);
          await record(dataDir, [undone]);
          expect(await textOf(dataDir, ROUTING)).toBe(routing);
        },
      );
      expect(moments).toBeGreaterThan(40);
    },
    300 * seconds,
  );

  it(
    'and whatever moment a worker dies at that starts and undoes it, the study being closed',
    async () => {
      const { start, opened } = await undoneTrial();
      const routing = await textOf(start, ROUTING);
      await record(start, [opened]);
      const close = (dataDir: string) =>
        createStore({ dataDir }).closeOpen({
          study: 'lfm',
          reason: 'its workflow was closed from outside: terminated',
          at: '2026-01-02T03:04:05.000Z',
          end: null,
          isClosed: async () => true,
        });
      const whole = await copyOf(start);
      await close(whole);
      const expected = await filesBelow(whole);
      expect(expected[ROUTING]).toBe(routing);
      const moments = await atEachMoment(start, close, async (dataDir) => {
        await close(dataDir);
        expect(await filesBelow(dataDir)).toEqual(expected);
      });
      expect(moments).toBeGreaterThan(40);
    },
    300 * seconds,
  );
});
