import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createStore } from '../../activities/store/create-store';
import { modelsText, routingText } from '../application/support/installation';
import { plausibleStudy } from '../history/plausible-study';
import { fileIn, jsonLines, ratchet, temporaryFolder } from './ratchet';

function dataFolder(): string {
  const folder = temporaryFolder();
  fileIn(folder, 'routing_config.json', routingText({ variant: 'atomic' }));
  fileIn(folder, 'models.yaml', modelsText({ lfm: 'http://127.0.0.1:9/v1' }));
  return folder;
}

describe('ratchet export routing', () => {
  it('writes to standard output, and says on standard error what is not carried', async () => {
    const data = dataFolder();
    const { code, stdout, stderr } = await ratchet(['export', 'routing', '--to', 'litellm'], {
      RATCHET_DATA: data,
    });
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({ model_list: [{ model_name: 'atomic' }] });
    expect(stderr).toContain('warning: atomic: not carried: variant atomic');
  });

  it('writes a file, and one object for programs', async () => {
    const data = dataFolder();
    const output = join(data, 'routes.env');
    const words = ['export', 'routing', '--to', 'env', '--routing', data, '--output', output];
    const ended = await ratchet([...words, '--json']);
    expect(ended.code).toBe(0);
    const text = readFileSync(output, 'utf8');
    expect(text).toContain('\nROUTE_ATOMIC_VARIANT=atomic\n');
    expect(jsonLines(ended)).toEqual([
      { to: 'env', file: output, text, notCarried: { atomic: [] } },
    ]);
  });

  it('ends with 4 and a sentence where there is nothing to export', async () => {
    const folder = temporaryFolder();
    fileIn(folder, 'models.yaml', modelsText({ lfm: 'http://127.0.0.1:9/v1' }));
    const words = ['export', 'routing', '--to', 'env', '--routing', folder];
    const { code, stdout, stderr } = await ratchet(words);
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Cannot read .*routing_config\.json: there is no such file\n$/);
    expect((await ratchet(['export', 'routing', '--to', 'yaml'])).code).toBe(4);
  });
});

describe('ratchet export runs', () => {
  it('ends with 4, and writes nothing, where the study is unknown or nothing of it is archived', async () => {
    const data = temporaryFolder();
    const variables = { RATCHET_DATA: data };
    const output = join(data, 'runs.csv');
    const words = ['--to', 'csv', '--output', output];
    const unknown = await ratchet(['export', 'runs', 'lfm', ...words], variables);
    expect(unknown).toMatchObject({ code: 4, stdout: '' });
    await createStore({ dataDir: data }).recordEvents({
      study: 'lfm',
      events: plausibleStudy('lfm', 11, 1),
    });
    const open = await ratchet(['export', 'runs', 'lfm', ...words], variables);
    expect(open).toMatchObject({ code: 4, stdout: '' });
    expect(open.stderr).toMatch(/none is archived yet/);
    expect(existsSync(output)).toBe(false);
  });
});
