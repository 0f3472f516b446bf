import { CliError, EXIT } from '../cli-error';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['text', 'json'] as const;

/** What a line is about; of these only what is known. */
export interface LogFields {
  readonly study?: string | undefined;
  readonly cycle?: number | undefined;
  readonly phase?: string | undefined;
  /** Id of a spec. */
  readonly spec?: string | undefined;
  /** Workflow id of the evaluation; with `run` it names a run for ever. */
  readonly evaluation?: string | undefined;
  readonly run?: number | undefined;
  readonly [more: string]: string | number | boolean | undefined;
}

/** Says one thing. `text` is what people read instead where it says the same with its fields in it. */
export type Log = (
  level: LogLevel,
  message: string,
  more?: { readonly fields?: LogFields; readonly text?: string },
) => void;

export interface LogSettings {
  readonly format: (typeof LOG_FORMATS)[number];
  /** The least that is told. */
  readonly level: LogLevel;
}

/**
 * `RATCHET_LOG` and `RATCHET_LOG_LEVEL`; left out: text, from `info` on.
 *
 * @throws {CliError} naming the setting that cannot be used
 */
export function logSettings(env: NodeJS.ProcessEnv): LogSettings {
  return {
    format: oneOf(LOG_FORMATS, 'RATCHET_LOG', env) ?? 'text',
    level: oneOf(LOG_LEVELS, 'RATCHET_LOG_LEVEL', env) ?? 'info',
  };
}

function oneOf<Word extends string>(
  words: readonly Word[],
  setting: string,
  env: NodeJS.ProcessEnv,
): Word | undefined {
  const said = env[setting];
  if (said === undefined || said === '') return undefined;
  const found = words.find((word) => word === said.toLowerCase());
  if (found !== undefined) return found;
  throw new CliError(
    EXIT.badInput,
    `${setting}: expected one of ${words.join(', ')}, found ${JSON.stringify(said)}`,
  );
}

/**
 * A log of one format, whoever speaks: Ratchet, its activities and workflows, the SDK and its core.
 *
 * @param write - takes one line; one of JSON has no line break in it
 */
export function createLog(
  { format, level: least }: LogSettings,
  write: (line: string) => void,
): Log {
  return (level, message, { fields = {}, text = message } = {}) => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return;
    if (format === 'text') return write(level === 'info' ? text : `${level}: ${text}`);
    const time = new Date().toISOString();
    write(JSON.stringify({ time, level, message, ...fields }));
  };
}
