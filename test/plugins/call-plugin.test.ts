import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callPlugin } from '../../activities/plugins/call-plugin';
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

  it('is another one once its file has changed', async () => {
    const first = await plugin('export const twice = () => 1;');
    expect(await callPlugin(first, call(0))).toBe(1);
    const second = await plugin('export const twice = () => 2;');
    expect(second.sha256).not.toBe(first.sha256);
    expect(await callPlugin(second, call(0))).toBe(2);
  });
});
