import { Lexer } from 'yaml';

/** What the lexer says before the text of a scalar. */
const SCALAR = '\u001f';

/**
 * Do the brackets of a YAML or JSON text nest deeper than this? Asked of the text, since a parser needs minutes and
 * a gigabyte to find it of a megabyte of open brackets.
 */
export function nestsDeeper(text: string, levels: number): boolean {
  let depth = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    const opens = before !== SCALAR && (token === '[' || token === '{');
    const closes = before !== SCALAR && (token === ']' || token === '}');
    if (opens) depth += 1;
    if (closes) depth -= 1;
    if (depth > levels) return true;
    before = token;
  }
  return false;
}
