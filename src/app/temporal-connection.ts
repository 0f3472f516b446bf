import { existsSync, realpathSync } from 'node:fs';
import {
  type ClientConfigProfile,
  loadClientConfig,
  loadClientConfigProfile,
  toClientOptions,
} from '@temporalio/envconfig';
import { readPlainFileSync } from '../../activities/input/read-plain-file-sync';
import { isPipeOfShell, whyNot } from '../../activities/input/read-text-file';
import { didYouMean } from '../nearest-word';
import { CliError, EXIT } from './cli-error';
import { checkTls } from './tls-files';

type ConnectionOptions = ReturnType<typeof toClientOptions>['connectionOptions'];

export interface TemporalConnection {
  readonly connectionOptions: ConnectionOptions & { readonly address: string };
  readonly namespace: string;
}

const DEFAULT_FILE = 'temporalio/temporal.toml in the folder for configurations';

/**
 * Where is the Temporal server, and how is it spoken to? By the environment and profile that Temporal's own CLI reads:
 * `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS*`, `TEMPORAL_PROFILE` in the file of
 * `TEMPORAL_CONFIG_FILE`. Without any: 127.0.0.1:7233, namespace default.
 *
 * @throws {CliError} naming the setting that cannot be used. What is missing must not lead to another server.
 */
export function temporalConnection(env: NodeJS.ProcessEnv = process.env): TemporalConnection {
  const variables = defined(env);
  const { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: name } = variables;
  if (file !== undefined && !existsSync(file)) {
    throw bad(
      `TEMPORAL_CONFIG_FILE: there is no file ${file}`,
      'Name one that is there, or unset the variable',
    );
  }
  const profile = readProfile(variables);
  if (name !== undefined && profile.address === undefined) {
    throw bad(
      `TEMPORAL_PROFILE: the profile ${name} names no address`,
      `Add it: address = "host:7233" under [profile.${name}], or set TEMPORAL_ADDRESS`,
    );
  }
  checkTls(profile);
  const { connectionOptions, namespace } = options(profile);
  const address = checkedAddress(connectionOptions.address ?? '127.0.0.1:7233');
  return {
    connectionOptions: { ...connectionOptions, address },
    namespace: namespace ?? 'default',
  };
}

/** Set to nothing is the same as not set. */
function defined(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || (value === '' && !name.startsWith('TEMPORAL_GRPC_META_'))
      ? []
      : [[name, value] as const],
  );
  return Object.fromEntries(set);
}

function readProfile(variables: Record<string, string>): ClientConfigProfile {
  const { TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: name } = variables;
  const where = file ?? DEFAULT_FILE;
  // The library cannot read a file without any profile; `/dev/null` is how people say that none counts.
  const disableFile = file !== undefined && saysNothing(file);
  const known = disableFile ? [] : profileNames(variables, where);
  if (name !== undefined && !known.includes(name)) {
    const has = known.length === 0 ? 'It has none' : `It has: ${known.join(', ')}`;
    throw bad(
      `TEMPORAL_PROFILE: ${where} has no profile "${name}"${didYouMean(name, known)}`,
      `${has}; another file is named by TEMPORAL_CONFIG_FILE`,
    );
  }
  try {
    return loadClientConfigProfile({ overrideEnvVars: variables, disableFile });
  } catch (cause) {
    throw bad(
      `Cannot read the Temporal settings: ${messageOf(cause)}`,
      `They are read from ${where} and TEMPORAL_*`,
      cause,
    );
  }
}

/** Nothing but comments: no profile. */
function saysNothing(file: string): boolean {
  if (isPipeOfShell(file)) {
    throw bad(
      `TEMPORAL_CONFIG_FILE: ${file} is a pipe, which is read more than once`,
      'Name a file',
    );
  }
  if (realpathSync(file) === '/dev/null') return true;
  try {
    return readPlainFileSync(file)
      .split('\n')
      .every((line) => /^\s*(#.*)?$/.test(line));
  } catch (cause) {
    throw bad(
      `TEMPORAL_CONFIG_FILE: cannot read ${file}: ${whyNot(cause)}`,
      'Name a file that can be read, or unset the variable',
      cause,
    );
  }
}

function profileNames(overrideEnvVars: Record<string, string>, where: string): readonly string[] {
  try {
    return Object.keys(loadClientConfig({ overrideEnvVars }).profiles);
  } catch (cause) {
    throw bad(
      `Cannot read the Temporal profiles in ${where}: ${messageOf(cause)}`,
      'Expected TOML with tables [profile.NAME], as `temporal config` writes it',
      cause,
    );
  }
}

function options(profile: ClientConfigProfile): ReturnType<typeof toClientOptions> {
  try {
    return toClientOptions(profile);
  } catch (cause) {
    const { path } = Object(cause);
    throw bad(
      `Cannot read ${path === undefined ? 'a certificate or key' : String(path)}: ${messageOf(cause)}`,
      'TEMPORAL_TLS_CLIENT_CERT_PATH, TEMPORAL_TLS_CLIENT_KEY_PATH and TEMPORAL_TLS_SERVER_CA_CERT_PATH, or the profile, name it',
      cause,
    );
  }
}

function checkedAddress(address: string): string {
  if (address.includes('@')) {
    throw bad(
      'TEMPORAL_ADDRESS: expected host:port, found one with a user or password in it',
      'Who you are is told by TEMPORAL_API_KEY or by a client certificate',
    );
  }
  if (/^[^\s/]+:\d+$/.test(address)) return address;
  throw bad(`TEMPORAL_ADDRESS: expected host:port, found ${address}`, 'For example 127.0.0.1:7233');
}

function bad(what: string, mend: string, cause?: unknown): CliError {
  return new CliError(EXIT.badInput, `${what}\n${mend}`, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
