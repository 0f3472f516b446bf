import { printable } from './printable';

/** What is wrong with one field of an input: where, what was expected, what was found, how to mend it. */
export interface InputIssue {
  /** From the root of the document: `['items', 3, 'expect']`. Empty: the document itself. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Untrusted input, read: the value, or everything that is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** `items[3].expect: expected a list of calls`, one line per issue, as workflows and logs show it. */
export function describeIssues(issues: readonly InputIssue[]): string {
  return issues.map(describeIssue).join('\n');
}

/** Characters of a message, and of a name in a path: what is repeated of the input may be as long as the input. */
const LONGEST = { message: 1_000, name: 100 } as const;

/** One line for one issue, however long the names and texts are that it repeats, and whatever characters are in them. */
export function describeIssue({ path, message }: InputIssue): string {
  return printable(`${fieldPath(path)}: ${clipped(message, LONGEST.message)}`);
}

function clipped(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}

/** `['items', 3, 'expect']` as `items[3].expect`; the root as `(document)`. */
export function fieldPath(path: InputIssue['path']): string {
  if (path.length === 0) return '(document)';
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${clipped(part, LONGEST.name)}`))
    .join('')
    .replace(/^\./, '');
}
