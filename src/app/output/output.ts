import { createColors } from 'picocolors';
import { inAscii, type Terminal, terminalOf } from './terminal';

export type Paint = Pick<
  ReturnType<typeof createColors>,
  'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'
>;

/** Where a command's words go. */
export interface Output {
  readonly paint: Paint;
  /** Characters per line; infinite on a pipe. */
  readonly width: number;
  /** Is this for a program? */
  readonly asJson: boolean;
  /** A line for people: on standard output, or on standard error where that belongs to a program. */
  readonly line: (text?: string) => void;
  /** A line of JSON for a program; nothing for people. */
  readonly json: (value: unknown) => void;
  /** A line on standard error, for both. */
  readonly note: (text: string) => void;
}

export function createOutput({
  json: asJson = false,
}: {
  readonly json?: boolean | undefined;
}): Output {
  const people = asJson ? process.stderr : process.stdout;
  const terminal = terminalOf(people);
  return {
    paint: createColors(terminal.colour),
    width: terminal.width,
    asJson,
    line: (text = '') => void people.write(`${shown(text, terminal)}\n`),
    json: (value) => {
      if (asJson) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (text) => void process.stderr.write(`${shown(text, terminalOf(process.stderr))}\n`),
  };
}

function shown(text: string, { unicode }: Terminal): string {
  return unicode ? text : inAscii(text);
}
