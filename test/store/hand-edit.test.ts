import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import type { EventBody } from '../../src/history/study-event';
import { admission, aSpec, eventsOf } from '../history/study-events';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const atomic = { phase: 'atomic', spec: aSpec(), fallbacks: ['big'] };
const better = aSpec({ variant: 'atomic' });
const promoted: EventBody = {
  type: 'baseline-promoted',
  phase: 'atomic',
  from: aSpec(),
  to: better,
  improvement: 1 / 6,
  decision: 'c1/atomic/e1-variant-atomic/decided',
  reason: 'Better in 7 of 7 runs',
};
const request = { study: 'lfm', phases: ['atomic'], models: ['lfm', 'big'] };

/** A live study with an edited routing file. */
async function editedStudy(change: (text: string) => string) {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  const folder = join(dataDir, 'studies', 'lfm');
  const path = join(folder, 'routing_config.json');
  const events = (...bodies: readonly EventBody[]) =>
    eventsOf(
      'lfm',
      [admission('lfm', [atomic]), ...bodies].map((body, place) => [place + 1, body]),
    );
  await store.recordEvents({ study: 'lfm', events: events() });
  const written = await readFile(path, 'utf8');
  await writeFile(path, change(written));
  const routing = async () => JSON.parse(await readFile(path, 'utf8'));
  return { dataDir, store, folder, path, written, events, routing };
}

const moreRetries = (text: string): string => text.replace('"retries": 1', '"retries": 3');

describe('a routing file that somebody edits while its study is live', () => {
  it('is noticed: the route as it was, and as it is wished', async () => {
    const { store } = await editedStudy(moreRetries);
    expect(await store.readHandEdits(request)).toEqual({
      edits: [{ phase: 'atomic', from: aSpec(), to: aSpec({ retries: 3 }) }],
      rejected: null,
    });
  });

  it('is neither overwritten nor built upon by an event that comes first', async () => {
    const { store, events, routing } = await editedStudy(moreRetries);
    await store.recordEvents({ study: 'lfm', events: events(promoted) });
    expect((await routing()).phases.atomic.route).toEqual(better);
    expect(await store.readHandEdits(request)).toMatchObject({
      edits: [{ from: better, to: aSpec({ retries: 3 }) }],
    });
  });

  it('is the route once it is recorded, and is not taken up twice', async () => {
    const { store, events, routing } = await editedStudy(moreRetries);
    const to = aSpec({ retries: 3 });
    await store.readHandEdits(request);
    const edit: EventBody = { type: 'hand-edit', phase: 'atomic', from: aSpec(), to };
    await store.recordEvents({ study: 'lfm', events: events(edit) });
    expect((await routing()).phases.atomic).toMatchObject({
      route: to,
      specId: 'lfm/atomic/native_api/t60/r3/i0/w0/T0',
      reason: 'Edited by hand in this file',
    });
    expect(await store.readHandEdits(request)).toEqual({ edits: [], rejected: null });
  });

  it.each([
    { when: 'it is no JSON', change: () => '{', words: /cannot be used/ },
    {
      when: 'a field is wrong',
      change: (text: string) => text.replace('"retries": 1', '"retries": "many"'),
      words: /phases\.atomic\.route\.retries/,
    },
    {
      when: 'it names a model that the study does not know',
      change: (text: string) => text.replaceAll('"model": "lfm"', '"model": "lfn"'),
      words: /expected a model of this study \(lfm, big\), found "lfn"; did you mean "lfm"/,
    },
  ])('is put aside and told when $when', async ({ change, words }) => {
    const { store, folder, path, written } = await editedStudy(change);
    const { edits, rejected } = await store.readHandEdits(request);
    expect(edits).toEqual([]);
    expect(rejected).toMatch(words);
    expect(await readFile(path, 'utf8')).toBe(written);
    expect(await readdir(folder)).toContain('routing_config.rejected-1.json');
    expect(await store.readHandEdits(request)).toEqual({ edits: [], rejected: null });
  });

  it('is no edit where only its layout changed: the file is what the log says again', async () => {
    const { store, path, written } = await editedStudy((text) => JSON.stringify(JSON.parse(text)));
    expect(await store.readHandEdits(request)).toEqual({ edits: [], rejected: null });
    expect(await readFile(path, 'utf8')).toBe(written);
  });
});
