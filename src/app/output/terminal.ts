/** What the other end of an output stream can show. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Characters per line; infinite on a pipe. */
  readonly width: number;
}

/** Colour on terminals only and never with `NO_COLOR`; characters beyond ASCII where the locale is UTF-8. */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: NodeJS.ProcessEnv = process.env,
): Terminal {
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    colour: isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    unicode: isUtf8(env),
    width: isTerminal ? Math.max(stream.columns ?? 80, 40) : Number.POSITIVE_INFINITY,
  };
}

function isUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  if (!locale) return process.platform !== 'linux';
  return /utf-?8/i.test(locale);
}

const IN_ASCII: Readonly<Record<string, string>> = {
  '✓': 'y',
  '✗': 'x',
  '→': '->',
  '·': '-',
  '…': '...',
  '█': '#',
  '×': 'x',
  '≥': '>=',
  '≤': '<=',
  '–': '-',
};

/** The text as a terminal without UTF-8 can show it. */
export function inAscii(text: string): string {
  return text.replaceAll(/[✓✗→·…█×≥≤–]/g, (sign) => IN_ASCII[sign] ?? '?');
}
