import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createStore } from '../../activities/store/create-store';
import { folderMedium } from '../../activities/store/folder-medium';
import { storeId } from '../../activities/store/store-id';
import { plausibleStudy } from '../history/plausible-study';
import { type BlobServer, startBlobServer } from '../support/blob-server';
import { dataFolder, filesBelow, removeDataFolders } from '../support/data-folder';
import { HAS_POSTGRES, type PostgresServer, startPostgres } from '../support/postgres';
import { jsonLines, ratchet } from './ratchet';

const onPostgres = HAS_POSTGRES ? describe : describe.skip;

afterAll(removeDataFolders);

async function aFolder(): Promise<string> {
  const dataDir = await dataFolder();
  await createStore({ dataDir }).recordEvents({
    study: 'lfm',
    events: plausibleStudy('lfm', 3, 2),
  });
  await storeId(folderMedium(dataDir));
  return dataDir;
}

describe('ratchet import store', () => {
  it('says what is missing where RATCHET_STORE names no database', async () => {
    const { code, stderr } = await ratchet(['import', 'store', await aFolder()]);
    expect(code).toBe(4);
    expect(stderr).toContain('RATCHET_STORE names no database');
  });
});

describe('ratchet export store', () => {
  it('copies a folder for readers, and takes no folder that holds something', async () => {
    const dataDir = await aFolder();
    const into = join(await dataFolder(), 'copy');
    const words = ['export', 'store', '--into', into, '--json'];
    const copied = await ratchet(words, { RATCHET_DATA: dataDir });
    expect(copied).toMatchObject({ code: 0 });
    const { 'store.json': record, ...files } = await filesBelow(into);
    const { 'store.json': own, ...originals } = await filesBelow(dataDir);
    expect(files).toEqual(originals);
    expect(JSON.parse(record ?? '')).toEqual({ ...JSON.parse(own ?? ''), movedTo: dataDir });
    expect(await ratchet(words, { RATCHET_DATA: dataDir })).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('expected an empty folder, found'),
    });
  }, 120_000);
});

describe('a store with a plug-in', () => {
  const plugin = resolve('examples/plugins/store.ts');
  let blobs: BlobServer;
  let variables: Record<string, string>;

  beforeAll(async () => {
    blobs = await startBlobServer();
    const url = blobs.urlOf('moved');
    variables = { RATCHET_STORE: plugin, BLOB_CONTAINER_URL: url };
  });

  afterAll(() => blobs?.close());

  it('takes the store of a folder, is read, and gives it back', async () => {
    const dataDir = await aFolder();
    const before = await filesBelow(dataDir);
    const own = { ...variables, RATCHET_DATA: await dataFolder() };
    const early = await ratchet(['report', 'lfm'], own);
    expect(early.code).toBe(1);
    expect(early.stderr).toContain('There is no store in plugin:store.ts yet');
    const moved = await ratchet(['import', 'store', dataDir, '--json'], own);
    expect(jsonLines(moved)).toMatchObject([{ from: dataDir, into: 'plugin:store.ts' }]);

    const back = join(await dataFolder(), 'back');
    const words = ['export', 'store', '--into', back, '--move'];
    blobs.trouble = () => 500;
    const refused = await ratchet(words, own);
    blobs.trouble = null;
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${plugin}: GET answered 500; the call is tried again`),
    });
    expect(await ratchet(words, own)).toMatchObject({ code: 0 });
    expect(await filesBelow(back)).toEqual(before);
  }, 120_000);

  it('says what is wrong with RATCHET_STORE', async () => {
    const { code, stderr } = await ratchet(['report', 'lfm'], { RATCHET_STORE: './absent.mjs' });
    expect(code).toBe(4);
    expect(stderr).toMatch(/Cannot read .*absent\.mjs: there is no such file/);
  });
});

onPostgres('a store that is moved by commands [needs PostgreSQL]', () => {
  let server: PostgresServer;
  let url: string;

  beforeAll(async () => {
    server = await startPostgres();
    url = await server.createDatabase('moved');
  });

  afterAll(() => server?.remove());

  it('goes into the database, takes an edited route there, and comes back', async () => {
    const dataDir = await aFolder();
    const before = await filesBelow(dataDir);
    const variables = { RATCHET_STORE: url, RATCHET_DATA: await dataFolder() };
    const moved = await ratchet(['import', 'store', dataDir, '--json'], variables);
    expect(moved).toMatchObject({ code: 0 });
    expect(jsonLines(moved)).toMatchObject([{ from: dataDir, into: 'postgres:moved' }]);
    expect(JSON.parse(await readFile(join(dataDir, 'store.json'), 'utf8'))).toMatchObject({
      movedTo: 'postgres:moved',
    });

    const edited = join(await dataFolder(), 'edited.json');
    const text = before['studies/lfm/routing_config.json'] ?? '';
    await writeFile(edited, text.replaceAll(/"timeoutSeconds":\d+/g, '"timeoutSeconds":99'));
    const given = ['import', 'routing', 'lfm', edited];
    expect(await ratchet(given, variables)).toMatchObject({ code: 0 });
    expect(await ratchet(['import', 'routing', 'other', edited], variables)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('it is the file of lfm'),
    });

    const back = join(await dataFolder(), 'back');
    const returned = await ratchet(['export', 'store', '--into', back, '--move'], variables);
    expect(returned).toMatchObject({ code: 0 });
    expect(await filesBelow(back)).toEqual({
      ...before,
      'studies/lfm/routing_config.json': await readFile(edited, 'utf8'),
    });
  }, 180_000);
});
