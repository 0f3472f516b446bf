import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { readIfThere } from '../../activities/store/read-if-there';
import { admission, aSpec, eventsOf } from '../history/study-events';
import { dataFolder, removeDataFolders } from '../support/data-folder';
import { aHugeFile, anEndlessFile, aPipe, aSocket } from '../support/no-files';

afterAll(removeDataFolders);

const request = {
  study: 'lfm',
  phases: ['atomic'],
  models: ['lfm'],
  prompts: ['default'],
  params: ['default'],
  noExamples: [],
};
const routes = { phase: 'atomic', spec: aSpec(), fallbacks: [] };
const NO_FILE = 'there is a pipe, a socket or a device where a file should be; move it away';

/** A live study whose file of this name was moved away. */
async function studyWithout(name: string) {
  const dataDir = await dataFolder();
  const store = createStore({ dataDir });
  const [first, message] = eventsOf('lfm', [
    [1, admission('lfm', [routes])],
    [2, { type: 'control', control: { name: 'pause', applied: true, note: 'paused' } }],
  ]);
  if (!first || !message) throw new Error('no events');
  await store.recordEvents({ study: 'lfm', events: [first] });
  const path = join(dataDir, 'studies', 'lfm', name);
  await rename(path, `${path}.away`);
  return {
    dataDir,
    store,
    path,
    writes: () => store.recordEvents({ study: 'lfm', events: [first, message] }),
    putBack: async () => {
      await rm(path);
      await rename(`${path}.away`, path);
    },
  };
}

const unreadable = (path: string, why: string) => ({
  code: 'STORE_UNWRITABLE',
  message: `Cannot read ${path}: ${why}`,
});

describe('what is no file in the place of a routing file', () => {
  it.each([
    ['a pipe', aPipe, NO_FILE],
    ['a link to an endless device', anEndlessFile, NO_FILE],
    [
      'a huge file',
      (path: string) => aHugeFile(path, 64 * 2 ** 30),
      'it is larger than can be read; move it away',
    ],
  ])('is named, and holds nothing up once it is away: %s', async (_, put, why) => {
    const { store, path, writes, putBack } = await studyWithout('routing_config.json');
    await put(path);
    await expect(writes()).rejects.toMatchObject(unreadable(path, why));
    await expect(store.readHandEdits(request)).rejects.toMatchObject(unreadable(path, why));
    await putBack();
    await writes();
    expect(await store.readHandEdits(request)).toEqual({ edits: [], rejected: null });
  });

  it('is named where it is a socket', async () => {
    const path = join(await dataFolder(), 'routing_config.json');
    const server = await aSocket(path);
    await expect(readIfThere(path)).rejects.toMatchObject(unreadable(path, NO_FILE));
    server.close();
  });

  it('neither stops other studies nor takes its routes from applications', async () => {
    const { dataDir, store, path } = await studyWithout('routing_config.json');
    await aPipe(path);
    const other = { phase: 'extended', spec: aSpec({ phase: 'extended' }), fallbacks: [] };
    const events = eventsOf('other', [[1, admission('other', [other])]]);
    await store.recordEvents({ study: 'other', events });
    const merged = JSON.parse(await readFile(join(dataDir, 'routing_config.json'), 'utf8'));
    expect(Object.keys(merged.phases)).toEqual(['atomic', 'extended']);
  });
});

it('a pipe in the place of a log is named', async () => {
  const { path, writes, putBack } = await studyWithout('routing_decisions.log');
  await aPipe(path);
  await expect(writes()).rejects.toMatchObject(unreadable(path, NO_FILE));
  await putBack();
  await writes();
});
