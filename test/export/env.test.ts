import { join } from 'node:path';
import fc from 'fast-check';
import { envText } from '../../src/app/export/env';
import { folderWith } from '../application/support/installation';
import { run } from '../package/support/run';
import { removeDataFolders } from '../support/data-folder';
import { anExportedRoute } from './exported';

afterAll(removeDataFolders);

const MODELS = {
  lfm: { provider: 'openai-compatible', baseUrl: 'http://h:1/v1', model: 'a b', apiKeyEnv: 'KEY' },
  big: { provider: 'openai', model: 'gpt' },
};

/** The variables that a shell has after it has read the text. */
async function sourced(text: string): Promise<Record<string, string>> {
  const folder = await folderWith({ 'routes.env': text });
  const script = `set -eu -a; . ${join(folder, 'routes.env')}; exec ${process.execPath} -p 'JSON.stringify(process.env)'`;
  const { stdout, stderr } = await run('sh', ['-c', script]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('the variables for a shell', () => {
  it('are what the route says, with the name of the key and no key', async () => {
    const route = await anExportedRoute({ models: MODELS, spec: { variant: 'atomic' } });
    expect(await sourced(envText([route]))).toMatchObject({
      ROUTES: 'atomic',
      ROUTE_ATOMIC_SPEC: 'lfm/atomic/atomic/t30/r0/i1/w0/T0',
      ROUTE_ATOMIC_NAME: 'lfm',
      ROUTE_ATOMIC_MODEL: 'a b',
      ROUTE_ATOMIC_BASE_URL: 'http://h:1/v1',
      ROUTE_ATOMIC_API_KEY_ENV: 'KEY',
      ROUTE_ATOMIC_VARIANT: 'atomic',
      ROUTE_ATOMIC_TIMEOUT_SECONDS: '30',
      ROUTE_ATOMIC_PARAMS: '{}',
      ROUTE_ATOMIC_FALLBACKS: '1',
      ROUTE_ATOMIC_FALLBACK_1_NAME: 'big',
      ROUTE_ATOMIC_FALLBACK_1_BASE_URL: 'https://api.openai.com/v1',
      ROUTE_ATOMIC_FALLBACK_1_API_KEY_ENV: 'OPENAI_API_KEY',
    });
  });

  it('come out of a shell as they went in, whatever a prompt holds', async () => {
    const plain = await anExportedRoute({ models: MODELS });
    const texts = fc.string({ unit: fc.constantFrom(...'ab \'"$`\\\n;&|<>(){}*?~#!é€'.split('')) });
    await fc.assert(
      fc.asyncProperty(texts, async (system) => {
        const route = { ...plain.route, prompt: { system } };
        const { ROUTE_ATOMIC_PROMPT: told = '' } = await sourced(envText([{ ...plain, route }]));
        expect(JSON.parse(told)).toEqual({ system });
      }),
      { numRuns: 40 },
    );
  });

  it('are refused where two phases would have the same ones', async () => {
    const { route, ...exported } = await anExportedRoute({ models: MODELS });
    const named = (phase: string) => ({ ...exported, route: { ...route, phase } });
    expect(() => envText([named('a-b'), named('a.b')])).toThrow(
      'two phases would both be ROUTE_A_B',
    );
  });
});
