import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callPlugin, exportsOf } from '../../activities/plugins/call-plugin';
import { pluginFile } from '../../activities/plugins/plugin-file';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ratchet-plugin-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function plugin(text: string) {
  const file = join(folder, 'plugin.ts');
  await writeFile(file, text);
  return pluginFile(file);
}

const call = (input: number, limitMs = 30_000) => ({ name: 'twice', input, limitMs });

describe('callPlugin()', () => {
  it('gives what the function answers, call after call', async () => {
    const file = await plugin('export const twice = (n: number): number => n * 2;');
    const asked = [1, 2, 3].map((input) => callPlugin(file, call(input)));
    expect(await Promise.all(asked)).toEqual([2, 4, 6]);
  });

  it('names one that hangs, and begins afresh after it', async () => {
    const file = await plugin(
      'export function twice(n: number) { while (n === 0); return n * 2; }',
    );
    await expect(callPlugin(file, call(0, 200))).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
      message: `Cannot use the plug-in ${file.file}: no answer within 0.2 s`,
    });
    expect(await callPlugin(file, call(4))).toBe(8);
  });

  it('keeps the failure of one call from those that were made beside it', async () => {
    const file = await plugin(
      'export const twice = (n: number) => { if (n === 0) throw new Error("no zero"); return n * 2; };',
    );
    const asked = [0, 1, 0, 2].map((input) => callPlugin(file, call(input)));
    const ends = await Promise.allSettled(asked);
    const told = ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason.message));
    const failed = `Cannot use the plug-in ${file.file}: no zero`;
    expect(told).toEqual([failed, 2, failed, 4]);
  });

  it('outlives one that fails between two calls', async () => {
    const file = await plugin(
      `export function twice(n: number) {
        setTimeout(() => { throw new Error('late'); }, n);
        return n * 2;
      }`,
    );
    // Long after the answer has arrived, and long before the next call.
    expect(await callPlugin(file, call(250))).toBe(500);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await callPlugin(file, call(100_000))).toBe(200_000);
  });

  it('ends a call with its signal', async () => {
    const file = await plugin('export const twice = () => new Promise(() => {});');
    const signal = AbortSignal.timeout(100);
    await expect(callPlugin(file, { ...call(0), signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('tells the functions of a file, and what keeps one from being loaded', async () => {
    const file = await plugin('export const a = 1;\nexport default { score() {} };');
    expect(await exportsOf(file)).toEqual(['score']);
    const broken = await plugin('export const = 1;');
    await expect(exportsOf(broken)).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
      message: expect.stringContaining('cannot be loaded'),
    });
  });

  it('is another one once its file has changed', async () => {
    const first = await plugin('export const twice = () => 1;');
    expect(await callPlugin(first, call(0))).toBe(1);
    const second = await plugin('export const twice = () => 2;');
    await expect(callPlugin({ ...first, sha256: 'other' }, call(0))).rejects.toMatchObject({
      message: expect.stringContaining('it has changed since this work began'),
    });
    expect(second.sha256).not.toBe(first.sha256);
    expect(await callPlugin(second, call(0))).toBe(2);
  });
});
