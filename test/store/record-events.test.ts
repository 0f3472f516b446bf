import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import type { StudyEvent } from '../../src/history/study-event';
import { plausibleStudy } from '../history/plausible-study';
import { logOf, projected } from '../history/projected-files';
import { anEvent } from '../history/study-events';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const events = plausibleStudy('lfm', 5, 4);

/** A data folder in which the events are recorded, a few at a time. */
async function recorded(list: readonly StudyEvent[], batch = 3) {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  for (let start = 0; start < list.length; start += batch) {
    await store.recordEvents({ study: 'lfm', events: list.slice(start, start + batch) });
  }
  return { dataDir, folder: join(dataDir, 'studies', 'lfm'), store };
}

describe('recordEvents()', () => {
  it('makes the files that the events make when they are all applied at once', async () => {
    const { folder } = await recorded(events);
    const { 'projected.json': _, ...files } = await filesBelow(folder);
    expect(files).toEqual({ ...projected(events), ...logOf(events) });
  });

  it('skips events that are there already, in whole or in part', async () => {
    const { dataDir, store } = await recorded(events.slice(0, 10));
    const before = await filesBelow(dataDir);
    await store.recordEvents({ study: 'lfm', events: events.slice(2, 9) });
    expect(await filesBelow(dataDir)).toEqual(before);

    await store.recordEvents({ study: 'lfm', events: events.slice(6) });
    const whole = await recorded(events);
    expect(await filesBelow(dataDir)).toEqual(await filesBelow(whole.dataDir));
  });

  it('refuses another event in a recorded one’s place, and names both', async () => {
    const { store } = await recorded(events.slice(0, 5));
    const [, , , , fifth] = events;
    if (fifth === undefined) throw new Error('The study is too short');
    const other = { ...fifth, id: 'c1/another' };
    await expect(store.recordEvents({ study: 'lfm', events: [other] })).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringMatching(`c1/another.*${fifth.id}`),
    });
  });

  it('refuses events whose predecessors it does not have', async () => {
    const { store } = await recorded(events.slice(0, 5));
    const call = store.recordEvents({ study: 'lfm', events: events.slice(7) });
    await expect(call).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringContaining('ends with event 5'),
    });
  });

  it('says how to mend a log that was deleted under a running study', async () => {
    const { folder, store } = await recorded(events.slice(0, 6));
    await rm(join(folder, 'routing_decisions.log'));
    const call = store.recordEvents({ study: 'lfm', events: events.slice(6) });
    await expect(call).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringMatching(/missing or empty.*make it again/),
    });
  });

  it('writes nothing of an event that it could not read back', async () => {
    const { dataDir, store } = await recorded(events.slice(0, 1));
    const before = await filesBelow(dataDir);
    const ended = { type: 'study-ended', state: 'failed', reason: 'No models' } as const;
    const bad = anEvent('lfm', [2, -1], ended);
    await expect(store.recordEvents({ study: 'lfm', events: [bad] })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('cycle: '),
    });
    expect(await filesBelow(dataDir)).toEqual(before);
  });

  it('refuses a study name that leads out of the data folder', async () => {
    const store = createStore({ dataDir: await dataFolder() });
    const call = store.recordEvents({ study: '../lfm', events });
    await expect(call).rejects.toMatchObject({ code: 'STUDY_INVALID' });
  });

  it('notices that one of the last two lines of the log was changed', async () => {
    for (const fromEnd of [1, 2]) {
      const { folder, store } = await recorded(events.slice(0, 9));
      const path = join(folder, 'routing_decisions.log');
      const lines = (await readFile(path, 'utf8')).split('\n');
      const place = lines.length - 1 - fromEnd;
      const changed = lines[place]?.replace('2026-01', '2027-01') ?? '';
      await writeFile(path, lines.with(place, changed).join('\n'));

      const call = store.recordEvents({ study: 'lfm', events: events.slice(9) });
      await expect(call).rejects.toMatchObject({
        code: 'STORE_CORRUPT',
        message: expect.stringContaining(`line ${10 - fromEnd} was changed`),
      });
    }
  });

  it('names the file and the field that it cannot read, and how to mend it', async () => {
    const { folder, store } = await recorded(events.slice(0, 5));
    await writeFile(join(folder, 'cycles', '1.json'), '{"half": ');
    const call = store.recordEvents({ study: 'lfm', events: events.slice(5) });
    await expect(call).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringMatching(/1\.json cannot be read: .*delete it and .*projected\.json/s),
    });

    await rm(join(folder, 'cycles', '1.json'));
    await rm(join(folder, 'projected.json'));
    await store.recordEvents({ study: 'lfm', events: events.slice(5) });
    expect(await filesBelow(folder)).toMatchObject(projected(events));
  });

  it('makes files again that were deleted', async () => {
    const { folder, store } = await recorded(events);
    for (const name of ['meta_loop_history.json', 'cycles/4.json']) {
      const before = await filesBelow(folder);
      await rm(join(folder, name));
      await store.recoverStudy('lfm');
      expect(await filesBelow(folder)).toEqual(before);
    }
  });

  it('cuts off half a line that a crash left, whatever its length', async () => {
    const whole = await recorded(events);
    for (const half of ['{"cyc', `{"reason":"${'é'.repeat(100_000)}`]) {
      const { dataDir, folder, store } = await recorded(events.slice(0, 12));
      await appendFile(join(folder, 'routing_decisions.log'), half);
      await store.recordEvents({ study: 'lfm', events: events.slice(10) });
      expect(await filesBelow(dataDir)).toEqual(await filesBelow(whole.dataDir));
    }
  });

  it('keeps texts with every kind of line break in them', async () => {
    const reason = 'one\u2028two\u2029three\r\nfour\u0085';
    const body = { type: 'study-ended', state: 'failed', reason } as const;
    const at = { measured: { at: '2026-01-01T00:00:00.000Z' } };
    const end: StudyEvent = { seq: 1, id: 'c1/end', study: 'lfm', cycle: 1, ...at, ...body };
    const { folder } = await recorded([end]);
    expect(await filesBelow(folder)).toMatchObject({ ...projected([end]), ...logOf([end]) });
  });

  it('leaves the routing file byte for byte as it was before a trial that is undone', async () => {
    const opened = events.findIndex(
      ({ type }, place) => type === 'trial-opened' && events[place + 1]?.type === 'trial-undone',
    );
    const { folder, store } = await recorded(events.slice(0, opened));
    const path = join(folder, 'routing_config.json');
    const before = await readFile(path, 'utf8');
    await store.recordEvents({ study: 'lfm', events: events.slice(opened, opened + 1) });
    expect(await readFile(path, 'utf8')).toContain('"trial"');
    await store.recordEvents({ study: 'lfm', events: events.slice(opened + 1, opened + 2) });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('writes no more bytes for a late cycle than for an early one, the history apart', async () => {
    const long = plausibleStudy('lfm', 8, 60);
    const { folder } = await recorded(long, 7);
    const sizes = await Promise.all(
      ['routing_config.json', 'harness_feedback.json', 'projected.json'].map(
        async (name) => (await stat(join(folder, name))).size,
      ),
    );
    expect(Math.max(...sizes)).toBeLessThan(16_384);
  });
});
