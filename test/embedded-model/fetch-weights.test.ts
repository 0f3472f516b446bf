import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchWeights } from '../../embedded-model/src/weights/fetch-weights';
import { officialPlace } from '../../embedded-model/src/weights/official-place';
import { fakeEntry, someBytes } from './support/fake-entry';
import { memoryPlace } from './support/memory-place';
import { type Behaviour, type WeightsServer, weightsServer } from './support/weights-server';

const content = someBytes(3_000_000);
const entry = fakeEntry(content);
const wrong = Buffer.from(content).fill(0, 100, 200);

let folder = '';
const servers: WeightsServer[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-weights-'));
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true, force: true });
});

async function aServer(bytes: Buffer, behaviour: Behaviour = {}): Promise<WeightsServer> {
  const server = await weightsServer(bytes, behaviour);
  servers.push(server);
  return server;
}

const official = (url: string) => officialPlace({ RATCHET_HF_BASE: url });
const second = memoryPlace('the second place', content);

describe('fetchWeights()', () => {
  it('brings the file under its name, and says where it came from', async () => {
    const { url } = await aServer(content);
    const fetched = await fetchWeights(entry, { env: {}, folder, places: [official(url)] });
    expect(fetched).toMatchObject({ path: join(folder, 'tiny.gguf'), sha256: entry.sha256 });
    expect(fetched.from).toContain(url);
    expect((await readFile(fetched.path)).equals(content)).toBe(true);
  });

  it('takes a transfer up again where a cut connection broke off', async () => {
    const { url, ranges } = await aServer(content, { cuts: 2 });
    const fetched = await fetchWeights(entry, { env: {}, folder, places: [official(url)] });
    expect(ranges[0]).toBe('whole');
    expect(ranges.slice(1)).toEqual([
      expect.stringMatching(/^bytes=\d+-$/),
      expect.stringMatching(/^bytes=\d+-$/),
    ]);
    expect((await readFile(fetched.path)).equals(content)).toBe(true);
  });

  it('starts again from the beginning at a server that knows no ranges', async () => {
    const { url, ranges } = await aServer(content, { cuts: 1, ignoresRanges: true });
    const fetched = await fetchWeights(entry, { env: {}, folder, places: [official(url)] });
    expect(ranges).toHaveLength(2);
    expect((await readFile(fetched.path)).equals(content)).toBe(true);
  });

  it.each([
    { what: 'other bytes', bytes: wrong },
    { what: 'too many bytes', bytes: Buffer.concat([content, content]) },
  ])('refuses and deletes $what, and names the hash or size', async ({ bytes }) => {
    const { url } = await aServer(bytes);
    await expect(fetchWeights(entry, { env: {}, folder, places: [official(url)] })).rejects.toThrow(
      /wrong bytes, deleted: SHA-256 is \w+, expected \w+|sent more than the 3000000 bytes/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes on to the next place after wrong bytes', async () => {
    const { url } = await aServer(wrong);
    const fetched = await fetchWeights(entry, { env: {}, folder, places: [official(url), second] });
    expect(fetched.from).toBe('the second place');
  });

  it('does not blame a place for the bytes that an earlier one has left', async () => {
    const broken = await aServer(Buffer.from(wrong), { cuts: 9 });
    const right = await aServer(content);
    const places = [official(broken.url), official(right.url)];
    const fetched = await fetchWeights(entry, { env: {}, folder, places });
    expect(fetched.from).toContain(right.url);
    expect(right.ranges.at(-1)).toBe('whole');
  });

  it.each([404, 503])('goes on to the next place after status %i', async (status) => {
    const { url } = await aServer(content, { status });
    const fetched = await fetchWeights(entry, { env: {}, folder, places: [official(url), second] });
    expect(fetched.from).toBe('the second place');
  });

  it('goes on to the next place when nothing answers', async () => {
    const { url, close } = await weightsServer(content);
    await close();
    const fetched = await fetchWeights(entry, { env: {}, folder, places: [official(url), second] });
    expect(fetched.from).toBe('the second place');
  });

  it('says what was wrong at each place, and how to help, when all fail', async () => {
    const missing = await aServer(content, { status: 404 });
    const places = [official(missing.url), memoryPlace('the second place', wrong)];
    await expect(fetchWeights(entry, { env: {}, folder, places })).rejects.toThrow(
      /status 404[\s\S]*the second place: wrong bytes[\s\S]*RATCHET_WEIGHTS_TINY_MODEL/,
    );
  });

  it('does not fetch again what it has fetched', async () => {
    const { url, ranges } = await aServer(content);
    await fetchWeights(entry, { env: {}, folder, places: [official(url)] });
    const again = await fetchWeights(entry, { env: {}, folder, places: [official(url)] });
    expect(again.from).toBe('an earlier download');
    expect(ranges).toHaveLength(1);
  });

  it('deletes and fetches again a file whose bytes were changed since', async () => {
    const options = { env: {}, folder, places: [second] };
    const { path } = await fetchWeights(entry, options);
    await writeFile(path, wrong);
    expect((await fetchWeights(entry, options)).from).toBe('the second place');
    expect((await readFile(path)).equals(content)).toBe(true);
  });
});

describe('fetchWeights() with a copy of the user', () => {
  it('uses it where it lies', async () => {
    const copy = join(folder, 'copy.gguf');
    await writeFile(copy, content);
    const env = { RATCHET_WEIGHTS_TINY_MODEL: copy };
    const fetched = await fetchWeights(entry, { env, folder, places: [] });
    expect(fetched).toMatchObject({ path: copy, from: 'your own copy' });
  });

  it('finds it in a folder of weights by its file name', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    await writeFile(join(own, 'tiny.gguf'), content);
    const env = { RATCHET_WEIGHTS_DIR: own };
    const fetched = await fetchWeights(entry, { env, folder, places: [] });
    expect(fetched.path).toBe(join(own, 'tiny.gguf'));
  });

  it('leaves a wrong one alone and does not use it', async () => {
    const copy = join(folder, 'copy.gguf');
    await writeFile(copy, wrong);
    const env = { RATCHET_WEIGHTS_TINY_MODEL: copy };
    const fetched = await fetchWeights(entry, { env, folder, places: [second] });
    expect(fetched.from).toBe('the second place');
    expect((await readFile(copy)).equals(wrong)).toBe(true);
  });
});
