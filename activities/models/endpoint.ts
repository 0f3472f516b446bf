import { RatchetError } from '../../src/errors';
import type { ModelEntry } from '../ports';

/** Where a model is asked, with what key: an entry of the models file joined with the environment. */
export interface Endpoint {
  readonly entry: ModelEntry;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** The base URL as messages may show it: no credentials, no query. */
  readonly address: string;
  readonly key: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const WELL_KNOWN_URLS: Partial<Record<ModelEntry['provider'], string>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
};
const URL_VARIABLES: Partial<Record<ModelEntry['provider'], string>> = {
  embedded: 'RATCHET_EMBEDDED_URL',
  scenario: 'RATCHET_SCENARIO_URL',
};

/**
 * Resolves an entry's base URL and key from the environment.
 *
 * @throws {RatchetError} `MODELS_INVALID` without a usable URL, `MODEL_UNAUTHORIZED` without the key that it names
 */
export function resolveEndpoint(entry: ModelEntry, env: Environment): Endpoint {
  const url = parseUrl(entry, findUrl(entry, env));
  return {
    entry,
    baseUrl: withoutSlash(url),
    address: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
    key: findKey(entry, env),
  };
}

/**
 * Where an entry's model is asked, without a slash at the end; its key is not looked for.
 *
 * @throws {RatchetError} `MODELS_INVALID` without a usable URL
 */
export function resolveAddress(entry: ModelEntry, env: Environment): string {
  return withoutSlash(parseUrl(entry, findUrl(entry, env)));
}

function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, '');
}

function findUrl(entry: ModelEntry, env: Environment): string {
  if (entry.plugin) {
    throw new RatchetError(
      'MODELS_INVALID',
      `Cannot tell the address of model "${entry.name}": only its plug-in ${entry.plugin.file} knows how it is asked`,
    );
  }
  const known = entry.baseUrl ?? WELL_KNOWN_URLS[entry.provider];
  if (known !== undefined) return known;
  const variable = URL_VARIABLES[entry.provider];
  const fromEnvironment = variable === undefined ? undefined : env[variable]?.trim();
  if (fromEnvironment) return withVersionPath(fromEnvironment);
  throw new RatchetError(
    'MODELS_INVALID',
    variable === undefined
      ? `Cannot ask model "${entry.name}": it has no baseUrl; add one, such as http://127.0.0.1:11434/v1`
      : `Cannot ask model "${entry.name}": no ${entry.provider} server is known; start it through ./temporal-dev.sh, set ${variable}, or give a baseUrl`,
  );
}

/** The servers of this project are told by host and port alone, too. */
function withVersionPath(url: string): string {
  return URL.canParse(url) && new URL(url).pathname === '/' ? new URL('/v1', url).href : url;
}

function parseUrl(entry: ModelEntry, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search) {
    return url;
  }
  throw new RatchetError(
    'MODELS_INVALID',
    `Cannot ask model "${entry.name}": its base URL must be a plain http or https address without credentials or query, such as http://127.0.0.1:11434/v1; a key belongs into the variable that apiKeyEnv names`,
  );
}

/**
 * The key of an entry; null: none is sent.
 *
 * @throws {RatchetError} `MODEL_UNAUTHORIZED` without the key that it names
 */
export function findKey(entry: ModelEntry, env: Environment): string | null {
  if (entry.apiKeyEnv === null) return null;
  const key = env[entry.apiKeyEnv]?.trim();
  if (!key) throw noKey(entry, `the environment variable ${entry.apiKeyEnv} is not set`);
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw noKey(entry, `the key in ${entry.apiKeyEnv} holds a blank or a character that no key has`);
}

function noKey(entry: ModelEntry, why: string): RatchetError {
  const mend = `set ${entry.apiKeyEnv} where the worker runs`;
  return new RatchetError(
    'MODEL_UNAUTHORIZED',
    `Cannot ask model "${entry.name}": ${why}; ${mend}`,
  );
}
