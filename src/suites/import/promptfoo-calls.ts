import type { Json } from '../../json';

/** What an expression says of the call that a model made. */
export type SaidOfCall =
  | { readonly kind: 'tool'; readonly name: string }
  | { readonly kind: 'argument'; readonly name: string; readonly matcher: Json };

/** The ways in which providers of promptfoo hand on the first call of an answer. */
const CALL = String.raw`(?:output|JSON\.parse\(output\))(?:\??\.?\[0\]|\??\.tool_calls\??\.?\[0\]|\??\.toolCall\??\.functionCalls\??\.?\[0\])?(?:\??\.(?:function|functionCall|function_call))?`;
const TOOL = new RegExp(String.raw`^${CALL}\??\.name$`);
const ARGUMENT = new RegExp(
  String.raw`^(?:JSON\.parse\(${CALL}\??\.arguments\)|${CALL}\??\.(?:args|arguments|input))\??\.(\w+)$`,
);

/** Which part of a call an expression names: its tool, or an argument by name; null: something else. */
export function partOfCall(expression: string): { readonly argument: string | null } | null {
  const text = expression.trim();
  if (TOOL.test(text)) return { argument: null };
  const argument = ARGUMENT.exec(text)?.[1];
  return argument === undefined ? null : { argument };
}

/**
 * What a JavaScript assertion says of a call, where it only compares parts of it with values, several joined by `&&`;
 * null: it says something else. It is read, never run.
 */
export function saidOfCall(script: string): readonly SaidOfCall[] | null {
  const text = script
    .trim()
    .replace(/^return\s+/, '')
    .replace(/;$/, '');
  const said = text.split('&&').map((each) => comparisonIn(each.trim()));
  return said.some((each) => each === null) ? null : said.flatMap((each) => each ?? []);
}

const COMPARISON = /^(.+?)\s*===?\s*('[^'\\]*'|"[^"\\]*"|-?\d+(?:\.\d+)?|true|false)$/;

function comparisonIn(text: string): SaidOfCall | null {
  const [, expression = '', written = ''] = COMPARISON.exec(text) ?? [];
  const part = partOfCall(expression);
  if (part === null) return null;
  const value: Json = /^['"]/.test(written) ? written.slice(1, -1) : JSON.parse(written);
  if (part.argument === null) {
    return typeof value === 'string' ? { kind: 'tool', name: value } : null;
  }
  return { kind: 'argument', name: part.argument, matcher: { equals: value } };
}
