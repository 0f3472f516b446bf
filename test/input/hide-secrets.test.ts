import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModels } from '../../activities/models/load-models';
import { hideSecrets } from '../../src/hide-secrets';

const CANARY = 'c4n4ryA1b2C3d4E5f6G7h8';
/** A key in every place where a hurried person puts one. */
const MISTAKES: Readonly<Record<string, string>> = {
  'a provider': `models:\n  lfm: { provider: ${CANARY}, model: gpt }\n`,
  'a number': `models:\n  lfm: { provider: openai, model: gpt, slots: ${CANARY} }\n`,
  'a variable': `models:\n  lfm: { provider: openai, model: gpt, apiKeyEnv: "${CANARY}-" }\n`,
  'a name of a field': `models:\n  lfm: { provider: openai, model: gpt, ${CANARY}: x }\n`,
  'an alias': `models:\n  lfm: { provider: openai, model: gpt, apiKeyEnv: *${CANARY} }\n`,
  'a tag': `models:\n  lfm: { provider: openai, model: gpt, apiKeyEnv: !${CANARY} x }\n`,
  'an open quote': `models:\n  lfm:\n    provider: openai\n    apiKeyEnv: "${CANARY}\n`,
  'the whole document': `${CANARY}\n`,
  'an address': `models:\n  lfm: { provider: openai, model: gpt, baseUrl: "u:${CANARY}@h/v1" }\n`,
  'the user of an address': `models:\n  lfm: { provider: openai, model: gpt, baseUrl: "https://u:${CANARY}@h/v1" }\n`,
  'the query of an address': `models:\n  lfm: { provider: openai, model: gpt, baseUrl: "https://h/v1?k=${CANARY}" }\n`,
};

describe('a models file with a key in it', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ratchet-keys-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.entries(MISTAKES))('as %s is refused without repeating it', async (_, text) => {
    const file = join(folder, 'models.yaml');
    await writeFile(file, text);
    const refused = await loadModels(file).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Error);
    expect(String(refused)).toContain(file);
    expect(String(refused)).not.toContain(CANARY);
  });

  it('as JSON is refused without repeating it', async () => {
    const file = join(folder, 'models.json');
    await writeFile(file, `{"models":{"lfm":{"apiKeyEnv":"${CANARY}" "${CANARY}"}}}`);
    const refused = await loadModels(file).catch((error: unknown) => error);
    expect(String(refused)).toContain(`${file}:1:`);
    for (const part of [CANARY, CANARY.slice(0, 12), CANARY.slice(-12)]) {
      expect(String(refused)).not.toContain(part);
    }
  });
});

describe('hideSecrets', () => {
  it.each([
    'expected a number, found the text "qwen2.5-coder-0.5b-instruct"',
    'models.claude-haiku-4-5-20251001: unknown field',
    'studies/2026-11-27T00-00-00/routing_decisions.log',
    'Unexpected scalar at node end',
  ])('leaves names, dates and words: %s', (text) => {
    expect(hideSecrets(text)).toBe(text);
  });

  it('takes out what looks random, wherever it stands', () => {
    expect(hideSecrets(`found "${CANARY}", not ${CANARY}`)).toBe(
      'found "[hidden, it may be a key]", not [hidden, it may be a key]',
    );
  });
});
