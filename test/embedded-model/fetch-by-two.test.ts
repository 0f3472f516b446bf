import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './support/eventually';
import { someBytes } from './support/fake-entry';
import { exitCodeOf, runTsx } from './support/run-tsx';
import { weightsServer } from './support/weights-server';

const SIZE = 3_000_000;
const content = someBytes(SIZE);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-weights-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const fetchOnce = (url: string) =>
  runTsx('test/embedded-model/support/fetch-once.ts', [folder, url, String(SIZE)], {
    stdio: 'ignore',
  });

const partOf = async (): Promise<string | undefined> =>
  (await readdir(folder)).find((file) => file.endsWith('.part'));

describe('fetchWeights() in several processes', () => {
  it('does no harm when two fetch at once', async () => {
    const server = await weightsServer(content);
    const codes = await Promise.all([server.url, server.url].map(fetchOnce).map(exitCodeOf));
    await server.close();
    expect(codes).toEqual([0, 0]);
    expect((await readFile(join(folder, 'tiny.gguf'))).equals(content)).toBe(true);
    expect(await partOf()).toBeUndefined();
  });

  it('carries on where a killed process was', async () => {
    const stalling = await weightsServer(content, { stallsAt: SIZE / 2 });
    const killed = fetchOnce(stalling.url);
    await eventually(async () => {
      const part = await partOf();
      return part && (await stat(join(folder, part))).size > 0 ? part : undefined;
    });
    killed.kill('SIGKILL');
    await exitCodeOf(killed);
    await stalling.close();

    const server = await weightsServer(content);
    expect(await exitCodeOf(fetchOnce(server.url))).toBe(0);
    await server.close();
    expect(server.ranges).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    expect((await readFile(join(folder, 'tiny.gguf'))).equals(content)).toBe(true);
  });
});
