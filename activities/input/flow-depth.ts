import { Lexer } from 'yaml';

/** What the lexer says before the text of a scalar. */
const SCALAR = '\u001f';

/** What a bracket does to the depth. */
const STEPS: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
]);

/**
 * Do the brackets of a YAML or JSON text nest deeper than this? Asked of the text, since a parser needs minutes and
 * a gigabyte to find it of a megabyte of open brackets.
 */
export function nestsDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (before !== SCALAR) depth += STEPS.get(token) ?? 0;
    if (depth > levels) return true;
    before = token;
  }
  return false;
}
