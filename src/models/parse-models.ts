import type { InputIssue, Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import { findSecrets } from './find-secrets';
import { type ModelEntry, PROVIDERS } from './model-entry';
import { type EntryInFile, modelsFile } from './parse-models-file';

/** Reads a models file from untrusted input: its entries by name, defaults filled in. Never throws. */
export function parseModels(input: unknown): Parsed<Record<string, ModelEntry>> {
  const secrets = findSecrets(input);
  if (secrets.length > 0) return { ok: false, issues: secrets };
  const parsed = modelsFile.safeParse(input);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, input) };
  const entries = Object.entries(parsed.data.models).map(toEntry);
  const issues = [...checkAny(entries), ...checkAddresses(entries), ...checkPools(entries)];
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: Object.fromEntries(entries.map((entry) => [entry.name, entry])) };
}

/** Sent only to the provider's own address, unless the file says otherwise. */
const USUAL_KEYS: Partial<Record<ModelEntry['provider'], string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
};

function toEntry([name, entry]: [string, EntryInFile]): ModelEntry {
  const { baseUrl = null, apiKeyEnv, slots, servedAs } = entry;
  const spoken = spokenTo(entry.provider);
  const { provider } = spoken;
  const usualKey = baseUrl === null ? (USUAL_KEYS[provider] ?? null) : null;
  return {
    name,
    ...spoken,
    baseUrl,
    modelId: entry.model,
    apiKeyEnv: apiKeyEnv === undefined ? usualKey : apiKeyEnv,
    slots,
    pool: entry.pool ?? name,
    requestsPerMinute: entry.requestsPerMinute ?? null,
    prices: entry.prices ?? null,
    servedAs,
  };
}

/** By a provider of ours, or by a file. */
function spokenTo(written: string): Pick<ModelEntry, 'provider' | 'plugin'> {
  const provider = PROVIDERS.find((name) => name === written);
  return provider ? { provider } : { provider: 'plugin', plugin: { file: written } };
}

function checkAny(entries: readonly ModelEntry[]): readonly InputIssue[] {
  return entries.length > 0 ? [] : [{ path: ['models'], message: 'expected at least one model' }];
}

function checkAddresses(entries: readonly ModelEntry[]): readonly InputIssue[] {
  return entries
    .filter(({ provider, baseUrl }) => provider === 'openai-compatible' && baseUrl === null)
    .map(({ name }) => ({
      path: ['models', name, 'baseUrl'],
      message:
        'expected the address of the endpoint, but the field is missing; for Ollama it is http://127.0.0.1:11434/v1',
    }));
}

/** Which of two numbers would hold for a pool could only be guessed. */
function checkPools(entries: readonly ModelEntry[]): readonly InputIssue[] {
  return entries.flatMap(({ name, pool, slots }) => {
    const first = entries.find((other) => other.pool === pool);
    if (first === undefined || first.slots === slots) return [];
    return [
      {
        path: ['models', name, 'slots'],
        message: `expected ${first.slots}, as for "${first.name}" in the same pool "${pool}", found ${slots}; models of a pool share its slots`,
      },
    ];
  });
}
