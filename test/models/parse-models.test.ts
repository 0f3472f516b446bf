import { describeIssues } from '../../src/input-issue';
import { parseModels } from '../../src/models/parse-models';

const OLLAMA = {
  provider: 'openai-compatible',
  baseUrl: 'http://127.0.0.1:11434/v1',
  model: 'lfm2:1.2b',
};

function issuesOf(input: unknown): string {
  const parsed = parseModels(input);
  return parsed.ok ? '' : describeIssues(parsed.issues);
}

describe('parseModels()', () => {
  it('reads an entry and fills in what was left out', () => {
    expect(parseModels({ models: { lfm: OLLAMA } })).toEqual({
      ok: true,
      value: {
        lfm: {
          name: 'lfm',
          provider: 'openai-compatible',
          baseUrl: 'http://127.0.0.1:11434/v1',
          modelId: 'lfm2:1.2b',
          apiKeyEnv: null,
          slots: 1,
          pool: 'lfm',
          requestsPerMinute: null,
          prices: null,
          servedAs: [],
        },
      },
    });
  });

  it('reads every field', () => {
    const full = {
      ...OLLAMA,
      apiKeyEnv: 'BOX_KEY',
      slots: 2,
      pool: 'box',
      requestsPerMinute: 30,
      prices: { inputPerMillion: 0.15, outputPerMillion: 0.6 },
      servedAs: ['lfm2-1.2b'],
    };
    const parsed = parseModels({ models: { 'lfm-2.5': full } });
    const { model, ...others } = full;
    expect(parsed).toEqual({
      ok: true,
      value: { 'lfm-2.5': { name: 'lfm-2.5', modelId: model, ...others } },
    });
  });

  it.each([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
    ['embedded', null],
    ['scenario', null],
  ])('needs no address for %s and knows its usual key variable', (provider, apiKeyEnv) => {
    expect(parseModels({ models: { m: { provider, model: 'm' } } })).toMatchObject({
      value: { m: { baseUrl: null, apiKeyEnv } },
    });
  });

  it('sends no usual key to an address that is not the provider’s own, nor where null says so', () => {
    const baseUrl = 'http://127.0.0.1:8080/v1';
    const models = {
      a: { provider: 'openai', model: 'm', baseUrl },
      b: { provider: 'openai', model: 'm', apiKeyEnv: null },
    };
    expect(parseModels({ models })).toMatchObject({
      value: { a: { apiKeyEnv: null }, b: { apiKeyEnv: null } },
    });
  });

  it.each([
    [{ apiKey: 'abc' }, 'models.lfm.apiKey: no key belongs into this file'],
    [{ api_key: 'abc' }, 'models.lfm.api_key: no key belongs into this file'],
    [{ apiKeyEnv: 'sk-proj-0123456789abcdef' }, 'models.lfm.apiKeyEnv: this looks like a key'],
    [{ slots: 'gsk_0123456789abcdef' }, 'models.lfm.slots: this looks like a key'],
    [{ baseUrl: 'http://me:abc@host/v1' }, 'models.lfm.baseUrl: an address here has no credent'],
    [{ baseUrl: 'https://host/v1?k=abc' }, 'models.lfm.baseUrl: an address here has no credent'],
  ])('refuses a secret in %j with the mend, and does not repeat it', (changes, expected) => {
    const issues = issuesOf({ models: { lfm: { ...OLLAMA, ...changes } } });
    expect(issues).toContain(expected);
    expect(issues).toContain('apiKeyEnv: MY_API_KEY');
    expect(issues).not.toMatch(/abc|0123456789/);
  });

  it.each([
    [{ modle: 'x' }, 'models.lfm.modle: unknown field; did you mean "model"?'],
    [{ provider: 'openai-compatable' }, 'did you mean "openai-compatible"?'],
    [{ provider: 7 }, 'models.lfm.provider: expected "openai-compatible" or'],
    [{ baseUrl: 'localhost:11434' }, 'models.lfm.baseUrl: expected an http or https address'],
    [{ baseUrl: undefined }, 'models.lfm.baseUrl: expected the address of the endpoint'],
    [{ model: undefined }, 'models.lfm.model: expected a text, but the field is missing'],
    [{ model: '' }, 'models.lfm.model: expected a text, found an empty one'],
    [{ apiKeyEnv: 'my key' }, 'models.lfm.apiKeyEnv: expected the name of an environment variable'],
    [{ slots: 0 }, 'models.lfm.slots: expected at least 1'],
    [{ slots: 1.5 }, 'models.lfm.slots: expected a whole number'],
    [{ pool: 'My Box' }, 'models.lfm.pool: expected lower-case letters'],
    [{ requestsPerMinute: 0 }, 'models.lfm.requestsPerMinute: expected at least 1'],
    [{ prices: { inputPerMillion: 1 } }, 'models.lfm.prices.outputPerMillion: expected a number'],
    [{ servedAs: 'x' }, 'models.lfm.servedAs: expected a list'],
  ])('says what is wrong with %j', (changes, expected) => {
    expect(issuesOf({ models: { lfm: { ...OLLAMA, ...changes } } })).toContain(expected);
  });

  it.each(['Qwen', '-x', 'a_b', ''])('refuses %j as a name', (name) => {
    expect(issuesOf({ models: { [name]: OLLAMA } })).toContain('expected lower-case letters');
  });

  it.each([
    [null, '(document): expected an object with named fields, found nothing'],
    [{ model: {} }, 'did you mean "models"?'],
    [{ models: {} }, 'models: expected at least one model'],
    [{ models: [] }, 'models: expected an object with named fields, found an empty list'],
  ])('says what is wrong with the document %j', (input, expected) => {
    expect(issuesOf(input)).toContain(expected);
  });

  it('refuses two numbers of slots for one pool', () => {
    const models = { a: { ...OLLAMA, pool: 'box' }, b: { ...OLLAMA, pool: 'box', slots: 2 } };
    expect(issuesOf({ models })).toBe(
      'models.b.slots: expected 1, as for "a" in the same pool "box", found 2; models of a pool share its slots',
    );
  });
});
