import { type Comment, type Node, parse } from 'acorn';

/** A stretch of code, from the first character to before the last one, and what says the same in ASCII. */
export interface Escape {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Two characters beyond ASCII end lines, in comments too: they stay. */
const BEYOND = /[^\0-\x7f\u2028\u2029]/gu;
const BEYOND_UNIT = /[^\0-\x7f\u2028\u2029]/;
/** With the backslash before it, which would be taken for that of the escape; in `\\` it is one of its own. */
const BEYOND_OR_ESCAPED = /\\[^]|[^\0-\x7f\u2028\u2029]/g;

/**
 * What to put in place of characters beyond ASCII, with the meaning unchanged: an escape in strings, templates and
 * names, a question mark in comments. A pattern and a template with a tag tell their own text: both stay as they are.
 *
 * @param code - a script
 */
export function asciiEscapes(code: string): readonly Escape[] {
  const comments: Comment[] = [];
  const script = parse(code, { ecmaVersion: 'latest', onComment: comments });
  const found = [
    ...comments.flatMap((each) => placesIn(code, each, BEYOND).map(asQuestionMark)),
    ...[...nodesWith(BEYOND, { code, script })].flatMap((node) => escapesIn(code, node)),
  ];
  // In `{ name }` one place is two nodes.
  return [...new Map(found.map((each) => [each.start, each])).values()];
}

function asQuestionMark(place: Escape): Escape {
  return { ...place, text: '?' };
}

function escapesIn(code: string, node: Node): readonly Escape[] {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') {
    return placesIn(code, node, BEYOND).map((each) => ({ ...each, text: inName(each.text) }));
  }
  const isText = node.type === 'TemplateElement' || (node.type === 'Literal' && !('regex' in node));
  if (!isText) return [];
  return placesIn(code, node, BEYOND_OR_ESCAPED).flatMap((each) => {
    const [unit = ''] = each.text.match(BEYOND_UNIT) ?? [];
    return unit === '' ? [] : [{ ...each, text: inText(unit) }];
  });
}

/** A name has whole characters. */
function inName(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** Text may have half of a pair each, where a character is beyond the first plane. */
function inText(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function placesIn(
  code: string,
  { start, end }: { readonly start: number; readonly end: number },
  what: RegExp,
): readonly Escape[] {
  return [...code.slice(start, end).matchAll(what)].map(({ 0: text, index }) => ({
    start: start + index,
    end: start + index + text.length,
    text,
  }));
}

/** Nodes with such characters in them, but for the text of templates with a tag. Of a large script they are few. */
function* nodesWith(
  what: RegExp,
  { code, script }: { readonly code: string; readonly script: Node },
): Generator<Node> {
  const places = [...code.matchAll(what)].map(({ index }) => index);
  const left: Node[] = [script];
  for (let node = left.pop(); node; node = left.pop()) {
    const { start, end } = node;
    if (!places.some((place) => place >= start && place < end)) continue;
    yield node;
    for (const [name, child] of Object.entries(node)) {
      if (name === 'quasi') left.push(...child.expressions);
      else if (isNode(child)) left.push(child);
      else if (Array.isArray(child)) left.push(...child.filter(isNode));
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
