import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import type { EventBody, StudyEvent } from '../../src/history/study-event';
import { admission, aRecommendation, aSpec, eventsOf } from '../history/study-events';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const atomic = { phase: 'atomic', spec: aSpec(), fallbacks: ['big'] };
const trial = aSpec({ warmup: 12 });
const recommendation = aRecommendation();
const opened: EventBody = { type: 'trial-opened', recommendation, trial };
const kept: EventBody = {
  type: 'trial-kept',
  recommendation: { ...recommendation, state: 'kept', measured: 0.5, reason: 'kept: it helped' },
  from: aSpec(),
  to: trial,
  summaries: [],
};
const closing = {
  study: 'lfm',
  reason: 'its workflow was closed before its end (terminated)',
  at: '2026-01-02T00:00:00.000Z',
  end: null,
  isClosed: async () => true,
};
/** What a parent knows of its transaction: the event after the admission was to be its first one. */
const transaction = { firstSeq: 2, cycle: 1, id: 'c1/atomic/e1', recommendation, trial };

async function studyWith(...bodies: readonly EventBody[]) {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  const before = eventsOf('lfm', [[1, admission('lfm', [atomic])]]);
  await store.recordEvents({ study: 'lfm', events: before });
  const routing = () => readFile(join(dataDir, 'studies/lfm/routing_config.json'), 'utf8');
  const untouched = await routing();
  const events = eventsOf('lfm', [
    [1, admission('lfm', [atomic])],
    ...bodies.map((body) => [1, body] as [number, EventBody]),
  ]);
  await store.recordEvents({ study: 'lfm', events });
  const log = async (): Promise<readonly StudyEvent[]> =>
    (await readFile(join(dataDir, 'studies/lfm/routing_decisions.log'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  return { dataDir, store, routing, untouched, log };
}

describe('a transaction that somebody closed', () => {
  it('is undone where it had opened its trial, byte for byte', async () => {
    const { store, routing, untouched, log } = await studyWith(opened);
    expect(await routing()).not.toBe(untouched);
    const undone = await store.closeOpen({ ...closing, transaction });
    expect(undone).toMatchObject({
      nextSeq: 4,
      undone: 1,
      settled: { recommendation: { state: 'undone', reason: `undone: ${closing.reason}` } },
    });
    expect(await routing()).toBe(untouched);
    expect((await log()).map(({ seq, type }) => [seq, type])).toEqual([
      [1, 'study-admitted'],
      [2, 'trial-opened'],
      [3, 'trial-undone'],
    ]);
  });

  it('is undone where it had written nothing, and what it still has under way comes too late', async () => {
    const { store, routing, untouched, log } = await studyWith();
    const undone = await store.closeOpen({ ...closing, transaction });
    expect(undone).toMatchObject({ nextSeq: 3, undone: 1 });
    expect((await log()).at(-1)).toMatchObject({
      seq: 2,
      type: 'trial-undone',
      id: 'c1/atomic/e1/undone',
    });
    expect(await routing()).toBe(untouched);

    const late = eventsOf('lfm', [
      [1, admission('lfm', [atomic])],
      [1, opened],
    ]).slice(1);
    await expect(store.recordEvents({ study: 'lfm', events: late })).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
    });
    expect(await routing()).toBe(untouched);
  });

  it('is what it made of itself where it had ended by then', async () => {
    const { store, dataDir } = await studyWith(opened, kept);
    const before = await filesBelow(dataDir);
    expect(await store.closeOpen({ ...closing, transaction })).toMatchObject({
      nextSeq: 4,
      undone: 0,
      settled: { recommendation: { state: 'kept', reason: 'kept: it helped' } },
    });
    expect(await filesBelow(dataDir)).toEqual(before);
  });

  it.each([{ written: [] }, { written: [opened] }])('is undone once', async ({ written }) => {
    const { store, dataDir } = await studyWith(...written);
    const first = await store.closeOpen({ ...closing, transaction });
    const after = await filesBelow(dataDir);
    const second = await store.closeOpen({ ...closing, transaction });
    expect(second).toEqual({ ...first, undone: 0 });
    expect(await filesBelow(dataDir)).toEqual(after);
  });

  it('needs no word about itself, as earlier versions gave none', async () => {
    const { store, routing, untouched } = await studyWith(opened);
    expect(await store.closeOpen(closing)).toMatchObject({ nextSeq: 4, undone: 1 });
    expect(await routing()).toBe(untouched);
  });
});

describe('a study that somebody closed', () => {
  const end = { state: 'stopped', reason: 'closed from outside: terminated' } as const;

  it('ends with its trial undone: but for its state the routing file is as it was', async () => {
    const { store, routing, untouched, log } = await studyWith(opened);
    expect(await store.closeOpen({ ...closing, end })).toMatchObject({ undone: 1, ended: true });
    expect(await routing()).toBe(untouched.replace('"live"', '"stopped"'));
    expect((await log()).map(({ type }) => type).slice(2)).toEqual(['trial-undone', 'study-ended']);
    expect((await log()).at(-1)).toMatchObject({ seq: 4, id: 'c1/ended', ...end });
  });

  it('ends once, however many look after it at the same time', async () => {
    const { store, log } = await studyWith(opened);
    const all = await Promise.all([1, 2, 3].map(() => store.closeOpen({ ...closing, end })));
    expect(all.filter((each) => each?.ended)).toHaveLength(1);
    expect(await log()).toHaveLength(4);
  });

  it('is left alone where it was started again meanwhile', async () => {
    const { store, dataDir } = await studyWith(opened);
    const before = await filesBelow(dataDir);
    const isClosed = async () => false;
    expect(await store.closeOpen({ ...closing, end, isClosed })).toBeNull();
    expect(await filesBelow(dataDir)).toEqual(before);
  });
});
