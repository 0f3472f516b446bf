import { join } from 'node:path';
import fc from 'fast-check';
import { createStoreOn } from '../../activities/store/create-store';
import type { Medium } from '../../activities/store/medium';
import { readStudyEnd } from '../../activities/store/read-study-end';
import { storeFile, storeText } from '../../activities/store/store-file';
import { storeId } from '../../activities/store/store-id';
import { writeTranscript } from '../../activities/store/write-transcript';
import type { StudyEvent } from '../../src/history/study-event';
import { plausibleStudy } from '../history/plausible-study';
import { logOf, projected } from '../history/projected-files';
import { HAS_POSTGRES } from '../support/postgres';
import { FOLDER, filesOf, pluginKind, postgresKind, type StoreKind, studyPath } from './stores';

const events = plausibleStudy('lfm', 5, 4);
/** Of every sort that the longer one has, for writers that each record it all, and look at all that is there. */
const shorter = plausibleStudy('lfm', 5, 2);

/** Records the events a few at a time. */
async function record(medium: Medium, list: readonly StudyEvent[], batch = 3): Promise<void> {
  const store = createStoreOn(medium);
  for (let start = 0; start < list.length; start += batch) {
    await store.recordEvents({ study: 'lfm', events: list.slice(start, start + batch) });
  }
}

async function linesOf(lines: AsyncGenerator<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

/** What every store promises, wherever it keeps its files. @param runs - of the dearest promise */
function promises(kind: StoreKind, runs = 12): void {
  beforeAll(() => kind.begin());
  afterAll(() => kind.end());

  it('makes the files that the events make when they are all applied at once', async () => {
    const medium = await kind.create();
    await record(medium, events);
    const made = Object.entries({ ...projected(events), ...logOf(events) });
    const { 'routing_config.json': merged, ...files } = await filesOf(medium);
    const { 'studies/lfm/projected.json': mark, ...ofStudy } = files;
    expect(ofStudy).toEqual(
      Object.fromEntries(made.map(([name, text]) => [`studies/lfm/${name}`, text])),
    );
    expect(JSON.parse(mark ?? '').seq).toBe(events.length);
    expect(JSON.parse(merged ?? '')).toMatchObject({ schemaVersion: 1 });
  });

  it('skips events that are there already, in whole or in part', async () => {
    const medium = await kind.create();
    await record(medium, events.slice(0, 10));
    const before = await filesOf(medium);
    await record(medium, events.slice(2, 9), 7);
    expect(await filesOf(medium)).toEqual(before);
    await record(medium, events.slice(6), 100);
    const whole = await kind.create();
    await record(whole, events);
    expect(await filesOf(medium)).toEqual(await filesOf(whole));
  });

  it('refuses another event in a recorded one’s place, and one whose predecessors it lacks', async () => {
    const medium = await kind.create();
    await record(medium, events.slice(0, 5));
    const before = await filesOf(medium);
    const [, , , , fifth] = events;
    if (fifth === undefined) throw new Error('The study is too short');
    await expect(record(medium, [{ ...fifth, id: 'c1/another' }])).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringMatching(`c1/another.*${fifth.id}`),
    });
    await expect(record(medium, events.slice(7))).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringContaining('ends with event 5'),
    });
    expect(await filesOf(medium)).toEqual(before);
  });

  it('appends once what many writers record at once, in any pieces', async () => {
    const whole = await kind.create();
    await record(whole, shorter, 100);
    const expected = await filesOf(whole);
    const pieces = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pieces, async (batches) => {
        const medium = await kind.create();
        const others = await Promise.all(batches.map(() => kind.again(medium)));
        await Promise.all(
          batches.map((batch, index) => record(others[index] ?? medium, shorter, batch)),
        );
        expect(await filesOf(medium)).toEqual(expected);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  }, 120_000);

  it('lets one at a time under its lock, and goes on after work that failed', async () => {
    const medium = await kind.create();
    const other = await kind.again(medium);
    const path = join(medium.root, 'count.json');
    const add = (each: Medium) =>
      each.withLock(async (store) => {
        const count = Number((await store.text(path)) ?? '0');
        await store.replace(path, String(count + 1));
      });
    const failing = medium.withLock(() => Promise.reject(new Error('No luck')));
    await expect(failing).rejects.toThrow('No luck');
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(index % 2 ? medium : other)));
    expect(await other.text(path)).toBe('20');
  });

  it('reads a long log from any place, in both directions', async () => {
    const medium = await kind.create();
    const path = studyPath(medium, 'routing_decisions.log');
    const lines = Array.from(
      { length: 1_300 },
      (_, index) => `{"n":${index},"ä":"${'x'.repeat(index % 90)}"}`,
    );
    await medium.makeFolder(studyPath(medium, ''));
    await medium.withLock(async (store) => {
      for (let start = 0; start < lines.length; start += 700) {
        await store.append(await store.lookAtLog(path), lines.slice(start, start + 700));
      }
    });
    const log = await medium.lookAtLog(path);
    expect(log.bytes).toBe(Buffer.byteLength(`${lines.join('\n')}\n`));
    expect(await linesOf(medium.linesFrom(log, 0))).toEqual(lines);
    expect(await linesOf(medium.linesBackwards(log))).toEqual(lines.toReversed());
    const start = Buffer.byteLength(`${lines.slice(0, 1_100).join('\n')}\n`);
    expect(await linesOf(medium.linesFrom(log, start))).toEqual(lines.slice(1_100));
    const seenEarlier = { path, bytes: start };
    expect(await linesOf(medium.linesBackwards(seenEarlier))).toEqual(
      lines.slice(0, 1_100).toReversed(),
    );
    expect((await medium.bytes(path))?.toString('utf8')).toBe(`${lines.join('\n')}\n`);
    expect(await medium.studyNames()).toEqual(['lfm']);
    expect(await medium.namesBelow(studyPath(medium, ''))).toEqual(['routing_decisions.log']);
  });

  it('takes up a route that somebody wrote into it, once', async () => {
    const medium = await kind.create();
    const store = createStoreOn(medium);
    await record(medium, events.slice(0, 12));
    const path = studyPath(medium, 'routing_config.json');
    const written = JSON.parse((await medium.text(path)) ?? '');
    const [phase = ''] = Object.keys(written.phases);
    written.phases[phase].route.timeoutSeconds = 77;
    await medium.withLock((open) => open.replace(path, `${JSON.stringify(written)}\n`));
    const { model } = written.phases[phase].route;
    const asked = { study: 'lfm', phases: [phase], models: [model, 'claude-haiku'] };
    const { edits, rejected } = await store.readHandEdits(asked);
    expect(rejected).toBeNull();
    expect(edits).toMatchObject([{ phase, to: { timeoutSeconds: 77 } }]);
    expect(await store.readHandEdits(asked)).toMatchObject({ edits });
  });

  it('makes its name once, whoever asks, and one file of the same transcript', async () => {
    const medium = await kind.create();
    const other = await kind.again(medium);
    const ids = await Promise.all([medium, other, medium, other].map(storeId));
    expect(new Set(ids).size).toBe(1);
    const refs = await Promise.all(
      [medium, other].map((each) => writeTranscript(each, 'lfm', [{ item: 'a' }, { item: 'b' }])),
    );
    expect(refs[0]).toEqual(refs[1]);
    expect(await medium.namesBelow(studyPath(medium, 'runs'))).toHaveLength(1);
    expect(await readStudyEnd(medium, 'unknown')).toMatchObject({ lastSeq: 0, state: null });
  });

  it('is not written any more once it was moved', async () => {
    const medium = await kind.create();
    await record(medium, events.slice(0, 3));
    const id = await storeId(medium);
    await medium.withLock((store) =>
      store.replace(storeFile(store), storeText({ id, movedTo: 'elsewhere' })),
    );
    const before = await filesOf(medium);
    await expect(record(medium, events)).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
      message: expect.stringContaining('its store is in elsewhere now'),
    });
    await expect(storeId(medium)).rejects.toMatchObject({ code: 'STORE_UNWRITABLE' });
    expect(await filesOf(medium)).toEqual(before);
  });
}

const onPostgres = HAS_POSTGRES ? describe : describe.skip;

describe('a store in a folder', () => {
  promises(FOLDER);
});
describe('a store with a plug-in', () => {
  promises(pluginKind(), 3);
});
onPostgres('a store in PostgreSQL [needs PostgreSQL]', () => {
  promises(postgresKind());
});
