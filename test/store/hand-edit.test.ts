import { lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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

/** The file with one more phase, a copy of the first under another name. */
function withPhase(name: string) {
  return (text: string): string => {
    const file = JSON.parse(text);
    const { atomic } = file.phases;
    file.phases[name] = { ...atomic, route: { ...atomic.route, phase: name } };
    return JSON.stringify(file);
  };
}

const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const retriesTo = (value: string) => (text: string) =>
  text.replace('"retries": 1', `"retries": ${value}`);
const manyFields = Array.from({ length: 20_000 }, (_, n) => `"f${n}": 1,`).join('');

describe('a routing file that was made to harm', () => {
  it.each<{ what: string; change: (text: string) => string; words: RegExp }>([
    { what: 'nothing', change: () => '', words: /end of JSON input/ },
    { what: 'null', change: () => 'null', words: /\(document\): expected an object/ },
    {
      what: 'a tree of 10,000 levels',
      change: () => deep(10_000),
      words: /schemaVersion: expected/,
    },
    {
      what: 'a tree in a route',
      change: retriesTo(deep(10_000)),
      words: /retries: expected a number/,
    },
    { what: 'lists', change: () => '['.repeat(100_000), words: /JSON/ },
    {
      what: 'another version',
      change: (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 99'),
      words: /schemaVersion: expected 1, found the number 99/,
    },
    { what: 'no number', change: retriesTo('1e999'), words: /retries: .*the number Infinity/ },
    { what: 'a large number', change: retriesTo('1e308'), words: /retries: expected a/ },
    {
      what: 'a path for a model',
      change: (text) => text.replace('"model": "lfm"', '"model": "../../etc/passwd"'),
      words: /route\.model: expected a name of the models file/,
    },
    {
      what: 'a path for a phase',
      change: withPhase('../../x'),
      words: /route\.phase: expected a name/,
    },
    {
      what: 'a name that every object has',
      change: withPhase('constructor'),
      words: /phases\.constructor\.route\.phase: expected another name/,
    },
    {
      what: 'control characters',
      change: (text) => text.replace('"prompt": "default"', '"prompt": "\\u001b[2J"'),
      words: /route\.prompt: expected a name .*\\u001b/,
    },
    {
      what: '20,000 fields',
      change: (text) => text.replace('{', `{${manyFields}`),
      words: /f0: unknown field.*\n[^]*more is wrong than the 100 mistakes named here/,
    },
    {
      what: 'ten megabytes',
      change: (text) => text.replace('{', `{"x": "${'x'.repeat(10_000_000)}",`),
      words: /x: unknown field/,
    },
  ])(
    'is put aside, told in a few lines, and the study goes on: $what',
    async ({ change, words }) => {
      const { store, path, written, events } = await editedStudy(change);
      const { edits, rejected } = await store.readHandEdits(request);
      expect(edits).toEqual([]);
      expect(rejected).toMatch(words);
      expect(rejected?.length).toBeLessThan(20_000);
      expect(rejected).not.toMatch(/[^\P{Cc}\n]/u);
      await store.recordEvents({ study: 'lfm', events: events(aMessage) });
      expect(await readFile(path, 'utf8')).toBe(written);
    },
  );

  it('is no edit where a prototype or a negative zero is all that changed', async () => {
    const { store } = await editedStudy((text) =>
      text
        .replace('"warmup": 0', '"warmup": -0')
        .replace('"phases": {', '"phases": { "__proto__": { "route": 1 },'),
    );
    expect(await store.readHandEdits(request)).toEqual({ edits: [], rejected: null });
  });

  it('is read where an editor put a byte order mark before it', async () => {
    const { store } = await editedStudy((text) => `\ufeff${moreRetries(text)}`);
    expect(await store.readHandEdits(request)).toMatchObject({
      edits: [{ to: aSpec({ retries: 3 }) }],
      rejected: null,
    });
  });

  it('is never written through a link, and is no link afterwards', async () => {
    const { store, dataDir, path, written } = await editedStudy((text) => text);
    const other = join(dataDir, 'other.json');
    await writeFile(other, moreRetries(written));
    await rm(path);
    await symlink(other, path);
    const { edits } = await store.readHandEdits(request);
    expect(edits).toMatchObject([{ to: aSpec({ retries: 3 }) }]);
    expect((await lstat(path)).isSymbolicLink()).toBe(false);
    expect(await readFile(other, 'utf8')).toBe(moreRetries(written));
  });

  it('says which folder stands in its place, and goes on once it is away', async () => {
    const { store, path, written, events } = await editedStudy((text) => text);
    await rm(path);
    await mkdir(path);
    const batch = { study: 'lfm', events: events(aMessage) };
    await expect(store.recordEvents(batch)).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
      message: `Cannot read ${path}: there is a folder where a file should be; move it away`,
    });
    await rm(path, { recursive: true });
    await store.recordEvents(batch);
    expect(await readFile(path, 'utf8')).toBe(written);
  });
});
