import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginFile } from '../../activities/plugins/plugin-file';
import { createStoreOn } from '../../activities/store/create-store';
import { openPluginStore } from '../../activities/store/key-value/open-plugin-store';
import { store as contract } from '../../src/app/plugins/contracts/store';
import { testPlugin } from '../../src/app/plugins/test-plugin';
import { plausibleStudy } from '../history/plausible-study';
import { type BlobServer, startBlobServer } from '../support/blob-server';

const EXAMPLE = 'examples/plugins/store.ts';
const events = plausibleStudy('lfm', 2, 4).slice(0, 6);

describe('a store with a plug-in', () => {
  let folder = '';
  let blobs: BlobServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-store-plugin-'));
    blobs = await startBlobServer();
    process.env['BLOB_CONTAINER_URL'] = blobs.urlOf('kept');
  });
  afterAll(async () => {
    await blobs.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function pluginOf(name: string, text: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  }

  it('waits out a plug-in that throws or hangs, names it, and tells no address', async () => {
    const text = await readFile(EXAMPLE, 'utf8');
    const file = await pluginOf(
      'blobs.ts',
      text.replace('throw new Error(`', 'throw new Error(`${CONTAINER}?sig=secret: '),
    );
    const medium = await openPluginStore(file, { create: true, limitMs: 3_000 });
    const record = () => createStoreOn(medium).recordEvents({ study: 'lfm', events });

    blobs.trouble = () => 500;
    const thrown = await record().catch(String);
    expect(thrown).toContain(`Cannot use the plug-in ${file}: http://... `);
    expect(thrown).toContain('answered 500; the call is tried again');
    expect(thrown).not.toMatch(/127\.0\.0\.1|secret/);

    blobs.trouble = ({ method }) => (method === 'PUT' ? 'hang' : null);
    await expect(record()).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
      message: `Cannot use the plug-in ${file}: no answer within 3 s; the call is tried again`,
    });

    blobs.trouble = null;
    await record();
    const log = await medium.lookAtLog(`${medium.root}/studies/lfm/routing_decisions.log`);
    const lines: string[] = [];
    for await (const line of medium.linesFrom(log, 0)) lines.push(line);
    expect(lines).toHaveLength(events.length);
  });

  it('says what is wrong with a file that is none', async () => {
    const absent = join(folder, 'absent.ts');
    await expect(openPluginStore(absent, { create: true })).rejects.toMatchObject({
      code: 'CONTROL_INVALID',
      message: `Cannot read ${absent}: there is no such file`,
    });
    const half = await pluginOf('half.ts', 'export const read = () => null;');
    await expect(openPluginStore(half, { create: true })).rejects.toMatchObject({
      code: 'CONTROL_INVALID',
      message: expect.stringContaining(`${half} lacks write, remove, list`),
    });
    const broken = await pluginOf('broken.ts', 'export const read = ;');
    await expect(openPluginStore(broken, { create: true })).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
      message: expect.stringContaining('cannot be loaded'),
    });
  });

  it('is refused by its contract where it does not compare, or reads one page', async () => {
    const text = await readFile(EXAMPLE, 'utf8');
    const careless = text
      .replace("headers.set('if-match', expected)", "headers.delete('if-match')")
      .replace('/<NextMarker>', '/<NextPage>');
    const plugin = await pluginFile(await pluginOf('careless.ts', careless));
    const failed = (await testPlugin(plugin, contract)).filter(({ ok }) => !ok);
    // That it also loses changes of writers at the same time depends on their pace.
    expect(failed.map(({ name, why }) => `${name}: ${why}`)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('newest version: write() took a version that is no longer there'),
        expect.stringContaining('no other: remove() took a version that is no longer there'),
        expect.stringContaining('lists 1100 keys: it lacks 700, among them'),
      ]),
    );
  });

  it('is refused by its contract where it keeps texts, or keeps them in its own memory', async () => {
    const plugin = await pluginFile(
      await pluginOf(
        'memory.ts',
        `const kept = new Map();
         let n = 0;
         export const read = ({ key }) => {
           const [text, version] = kept.get(key) ?? [];
           return version ? { content: Buffer.from(text), version } : null;
         };
         export const write = ({ key, content, expected }) => {
           if ((kept.get(key)?.[1] ?? null) !== expected) return null;
           const version = String((n += 1));
           kept.set(key, [Buffer.from(content).toString(), version]);
           return { version };
         };
         export const remove = ({ key, expected }) => kept.get(key)?.[1] === expected && kept.delete(key);
         export const list = ({ prefix }) => [...kept.keys()].filter((key) => key.startsWith(prefix));`,
      ),
    );
    const failed = (await testPlugin(plugin, contract)).filter(({ ok }) => !ok);
    expect(failed[0]).toMatchObject({
      name: 'gives back the bytes that were written, in every thread',
      why: expect.stringMatching(/^read\(\) gave (null|\d+ other bytes) after write\(\)/),
    });
    expect(failed.map(({ name }) => name)).toContain('lets one of several creators win');
  });
});
