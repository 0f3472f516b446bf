import { parseArgs } from 'node:util';
import { messageOf, UserError } from './user-error.ts';

export const USAGE = `Usage: main.ts <verb> [options]

  install                       install node-llama-cpp and its CPU binary, if missing
  fetch [--model NAME ...]      fetch the weights of these models, or of all; --json for programs
  serve [--model NAME ...]      serve these models, or all, on 127.0.0.1

Options of serve:
  --port N                      0, the default, takes a free one
  --threads N                   default 1
  --context N                   tokens per conversation, default 4096 or the model's own limit
  --max-loaded N                models in memory at once, default 2
  --exit-with-parent            end when standard input closes`;

export interface Options {
  readonly verb: string;
  readonly models: readonly string[];
  readonly json: boolean;
  readonly port: number;
  readonly threads: number;
  readonly contextTokens: number;
  readonly maxLoaded: number;
  readonly exitWithParent: boolean;
}

/** @throws {@link UserError} naming the argument that is wrong */
export function parseOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const [verb = 'help', ...rest] = positionals;
  if (rest.length > 0) throw new UserError(`Unexpected argument "${rest[0]}"\n\n${USAGE}`);
  return {
    verb: values.help ? 'help' : verb,
    models: values.model,
    json: values.json,
    exitWithParent: values['exit-with-parent'],
    port: wholeNumber('--port', values.port, [0, 65_535]),
    threads: wholeNumber('--threads', values.threads, [1, 64]),
    contextTokens: wholeNumber('--context', values.context, [512, 131_072]),
    maxLoaded: wholeNumber('--max-loaded', values['max-loaded'], [1, 16]),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        threads: { type: 'string', default: '1' },
        context: { type: 'string', default: '4096' },
        'max-loaded': { type: 'string', default: '2' },
        'exit-with-parent': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UserError(`${messageOf(error)}\n\n${USAGE}`);
  }
}

function wholeNumber(name: string, text: string, [low, high]: readonly [number, number]): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new UserError(`${name}: expected a whole number from ${low} to ${high}, found "${text}"`);
}
