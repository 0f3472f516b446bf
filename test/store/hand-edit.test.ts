import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import type { EventBody } from '../../src/history/study-event';
import { admission, aSpec, eventsOf } from '../history/study-events';
import { dataFolder, removeDataFolders } from '../support/data-folder';

afterAll(removeDataFolders);

const atomic = { phase: 'atomic', spec: aSpec(), fallbacks: ['big'] };
const aMessage: EventBody = {
  type: 'control',
  control: { name: 'pause', applied: true, note: 'paused' },
};
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
const extended = { phase: 'extended', spec: aSpec({ phase: 'extended' }), fallbacks: [] };
const request = {
  study: 'lfm',
  phases: ['atomic', 'extended'],
  models: ['lfm', 'big'],
  prompts: ['default', 'terse'],
  params: ['default'],
  noExamples: ['extended'],
};

/** A live study with an edited routing file. */
async function editedStudy(change: (text: string) => string) {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  const folder = join(dataDir, 'studies', 'lfm');
  const path = join(folder, 'routing_config.json');
  const events = (...bodies: readonly EventBody[]) =>
    eventsOf(
      'lfm',
      [admission('lfm', [atomic, extended]), ...bodies].map((body, place) => [place + 1, body]),
    );
  await store.recordEvents({ study: 'lfm', events: events() });
  const written = await readFile(path, 'utf8');
  await writeFile(path, change(written));
  const routing = async () => JSON.parse(await readFile(path, 'utf8'));
  return { dataDir, store, folder, path, written, events, routing };
}

const moreRetries = (text: string): string => text.replace('"retries": 1', '"retries": 3');

/** A change of the file's second phase alone. */
function inExtended(change: (text: string) => string) {
  return (text: string): string => {
    const place = text.indexOf('"extended": {');
    return text.slice(0, place) + change(text.slice(place));
  };
}

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

  it('is one edit with a later one of another phase', async () => {
    const { store, events, path } = await editedStudy(moreRetries);
    await store.recordEvents({ study: 'lfm', events: events(aMessage) });
    await writeFile(path, inExtended(moreRetries)(await readFile(path, 'utf8')));
    const { edits } = await store.readHandEdits(request);
    expect(edits.map(({ phase, to }) => [phase, to.retries])).toEqual([
      ['atomic', 3],
      ['extended', 3],
    ]);
  });

  it('does not take back what was promoted in another phase meanwhile', async () => {
    const { store, events } = await editedStudy(inExtended(moreRetries));
    await store.recordEvents({ study: 'lfm', events: events(promoted) });
    const { edits } = await store.readHandEdits(request);
    expect(edits.map(({ phase }) => phase)).toEqual(['extended']);
  });

  it('is not lost where it is made between the look at an earlier one and its record', async () => {
    const { store, events, path, written } = await editedStudy(moreRetries);
    await store.readHandEdits(request);
    await writeFile(path, written.replace('"retries": 1', '"retries": 5'));
    const edit = { type: 'hand-edit', phase: 'atomic', from: aSpec() } as const;
    const first = events({ ...edit, to: aSpec({ retries: 3 }) });
    await store.recordEvents({ study: 'lfm', events: first });
    expect(await store.readHandEdits(request)).toMatchObject({
      edits: [{ from: aSpec({ retries: 3 }), to: aSpec({ retries: 5 }) }],
    });
  });

  it('is told with a broken one that was made after it', async () => {
    const { store, path } = await editedStudy(moreRetries);
    await store.readHandEdits(request);
    await writeFile(path, '{');
    expect(await store.readHandEdits(request)).toMatchObject({
      edits: [{ to: aSpec({ retries: 3 }) }],
      rejected: expect.stringContaining('routing_config.rejected-1.json'),
    });
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
      words:
        /atomic\.route\.model: expected one of this study \(lfm, big\), found "lfn"; did you mean "lfm"/,
    },
    {
      when: 'it names a prompt that the study does not have',
      change: (text: string) => text.replace('"prompt": "default"', '"prompt": "ters"'),
      words: /atomic\.route\.prompt: expected one of this study .* did you mean "terse"/,
    },
    {
      when: 'its variant needs examples that the suite does not have',
      change: inExtended((text) => text.replace('"native_api"', '"few_shot"')),
      words: /extended\.route\.variant: expected one that needs no examples/,
    },
    {
      when: 'it has a field that there is not',
      change: (text: string) => text.replace('"retries": 1', '"retry": 3'),
      words: /phases\.atomic\.route\.retry: unknown field; did you mean "retries"/,
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
