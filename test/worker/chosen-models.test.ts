import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenModels } from '../../src/app/worker/chosen-models';

describe('chosenModels()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ratchet-models-'));
  const file = (name: string, ...models: readonly string[]): string => {
    const entries = models.map((each) => `  ${each}: { provider: scenario, model: m }`);
    writeFileSync(join(folder, name), `models:\n${entries.join('\n')}\n`);
    return join(folder, name);
  };
  const usual = file('models.yaml', 'lfm', 'qwen');
  const other = file('other.yaml', 'llama');

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    { what: 'nothing', named: {}, known: ['lfm', 'qwen'], serves: undefined },
    { what: 'a file', named: { models: other }, known: ['llama'], serves: undefined },
    {
      what: 'names',
      named: { only: 'qwen, lfm' },
      known: ['lfm', 'qwen'],
      serves: ['qwen', 'lfm'],
    },
    { what: 'names as models', named: { models: 'lfm' }, known: ['lfm', 'qwen'], serves: ['lfm'] },
    {
      what: 'a file and names',
      named: { models: other, only: 'llama' },
      known: ['llama'],
      serves: ['llama'],
    },
  ])('takes $what', async ({ named, known, serves }) => {
    const chosen = await chosenModels(named, usual);
    expect(Object.keys(chosen.models)).toEqual(known);
    expect(chosen.serves).toEqual(serves);
  });

  it.each([
    {
      named: { models: 'lfn' },
      message:
        /there is no such file, and .*models\.yaml has no model of that name; did you mean "lfm"\?\nIt has: lfm, qwen/,
    },
    { named: { models: 'lfm', only: 'lfm' }, message: /lfm: there is no such file\nName yours/ },
    { named: { only: 'lfm,qwem' }, message: /has no "qwem"; did you mean "qwen"/ },
  ])('refuses what is neither: $named', async ({ named, message }) => {
    await expect(chosenModels(named, usual)).rejects.toThrow(message);
  });
});
