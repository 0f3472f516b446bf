import { createModelClient } from '../../activities/models/create-model-client';
import { resolveEndpoint } from '../../activities/models/endpoint';
import { CANARY, clientAt, entryAt } from './support/clients';
import { answers, type StandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

describe('createModelClient()', () => {
  it.each([
    ['embedded', 'RATCHET_EMBEDDED_URL'],
    ['scenario', 'RATCHET_SCENARIO_URL'],
  ] as const)('finds the %s server by %s and can tell it to unload', async (provider, variable) => {
    server = await startStandIn(answers(200, { unloaded: true }));
    const entry = entryAt(null, { provider, apiKeyEnv: null });
    const client = createModelClient(entry, { env: { [variable]: server.url } });
    await client.unload?.(never);
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/v1/models/unload', body: { model: 'tiny' } },
    ]);
  });

  it('says how to mend it when no embedded server is known', () => {
    const entry = entryAt(null, { provider: 'embedded', apiKeyEnv: null });
    expect(() => createModelClient(entry, { env: {} })).toThrow(/set RATCHET_EMBEDDED_URL/);
  });

  it.each(['openai-compatible', 'openai', 'anthropic'] as const)(
    'cannot tell %s to unload',
    (provider) => {
      expect(clientAt('http://127.0.0.1:1/v1', { provider }).unload).toBeNull();
    },
  );
});

describe('resolveEndpoint()', () => {
  const env = { TEST_KEY: `${CANARY}\n` };

  it.each([
    ['openai', 'https://api.openai.com/v1'],
    ['anthropic', 'https://api.anthropic.com/v1'],
  ] as const)('knows the address of %s, and trims the key', (provider, baseUrl) => {
    const endpoint = resolveEndpoint(entryAt(null, { provider }), env);
    expect(endpoint).toMatchObject({ baseUrl, address: baseUrl, key: CANARY });
  });

  it('adds /v1 to an address of this project’s own servers that has no path', () => {
    const entry = entryAt(null, { provider: 'scenario', apiKeyEnv: null });
    const { baseUrl } = resolveEndpoint(entry, { RATCHET_SCENARIO_URL: 'http://127.0.0.1:80/' });
    expect(baseUrl).toBe('http://127.0.0.1/v1');
  });

  it.each(['http://me:secret@host/v1', 'http://host/v1?key=secret', 'ftp://host', 'host:80'])(
    'refuses %s without repeating it',
    (url) => {
      const resolve = () => resolveEndpoint(entryAt(url), env);
      expect(resolve).toThrow(/plain http or https address/);
      expect(resolve).not.toThrow(/secret/);
    },
  );

  it.each(['two words', 'kéy'])(
    'refuses a key that no header can carry, without repeating it',
    (key) => {
      const resolve = () => resolveEndpoint(entryAt('http://host/v1'), { TEST_KEY: key });
      expect(resolve).toThrow(/key in TEST_KEY holds a blank or a character/);
      expect(resolve).not.toThrow(new RegExp(key));
    },
  );
});
