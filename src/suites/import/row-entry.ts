import { describeIssues } from '../../input-issue';
import { inputIssues } from '../../parse-issues';
import { didYouMean } from '../../nearest-word';
import { withoutUndefined } from '../../without-undefined';
import type { SchemaReader } from '../check-tools';
import type { NotCarried } from './entry';
import { checkedEntry, type Imported, oneOf, type Placed } from './imported';
import { itemIdOf } from './names';
import { ROW_COLUMNS, type TableRow, tableRow } from './parse-row';
import type { DraftTool } from './tools-of';

/** A row of CSV or a line of JSON Lines as an item. */
export function entryOfRow(
  { at, value }: Placed,
  { number, tools }: { readonly number: number; readonly tools: readonly DraftTool[] },
  reader: SchemaReader,
): Imported {
  const given = Object.entries(Object(value)).filter(([, field]) => field !== '' && field !== null);
  const parsed = tableRow.safeParse(Object.fromEntries(given));
  const what = String(Object(value).id || `row ${number}`);
  if (!parsed.success) {
    const why = describeIssues(inputIssues(parsed.error, value));
    return oneOf({ ok: false, notCarried: { at, what, why, mend: 'mend it there' } });
  }
  const left = given.flatMap(([name]) => strangeColumn(at, name));
  try {
    const item = itemOf(parsed.data, number);
    return oneOf(checkedEntry({ at, what, item, tools }, reader), left);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const notCarried = { at, what, why: error.message, mend: 'mend it there' };
    return oneOf({ ok: false, notCarried }, left);
  }
}

function itemOf(row: TableRow, number: number): object {
  const { id, prompt, messages, tags, heldOut } = row;
  return withoutUndefined({
    id: itemIdOf(String(id ?? `row-${number}`)),
    prompt: messages === undefined ? prompt : undefined,
    messages: json(messages, 'messages'),
    expect: expectationOf(row),
    tags: tagsOf(tags),
    heldOut: isYes(heldOut),
  });
}

/** `expect` as in a suite, or by columns: `tool` and `arguments`, and one of the words for an answer. */
function expectationOf(row: TableRow): unknown {
  if (row.expect !== undefined) return row.expect === 'none' ? 'none' : json(row.expect, 'expect');
  const [calls, answer] = [callsOf(row), answerOf(row)];
  if (calls !== undefined || answer !== undefined) return withoutUndefined({ calls, answer });
  if (row.tool === 'none') return 'none';
  throw new RangeError(
    'it expects nothing: fill one of the columns expect, tool, equals, contains, matches, schema; where no call is due, write none under expect',
  );
}

function callsOf({ tool, arguments: given }: TableRow): readonly object[] | undefined {
  if (tool === undefined || tool === 'none') return undefined;
  return [{ tool, arguments: json(given, 'arguments') ?? {} }];
}

function answerOf({ equals, contains, matches, schema }: TableRow): object | undefined {
  const answer = withoutUndefined({ equals, contains, matches, schema: json(schema, 'schema') });
  return Object.keys(answer).length > 0 ? answer : undefined;
}

function strangeColumn(at: string, name: string): readonly NotCarried[] {
  if (ROW_COLUMNS.includes(name)) return [];
  const why = `nothing is known of it${didYouMean(name, ROW_COLUMNS)}`;
  return [{ at, what: `column "${name}"`, why, mend: `the columns are ${ROW_COLUMNS.join(', ')}` }];
}

/** A text holds JSON. */
function json(field: unknown, name: string): unknown {
  if (typeof field !== 'string') return field;
  try {
    return JSON.parse(field);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new RangeError(`${name}: expected JSON (${found})`, { cause: error });
  }
}

function tagsOf(tags: TableRow['tags']): readonly string[] | undefined {
  if (tags === undefined) return undefined;
  return (typeof tags === 'string' ? tags.split(/[,;|]/) : tags).map((tag) => tag.trim()).filter((tag) => tag !== '');
}

function isYes(heldOut: TableRow['heldOut']): boolean | undefined {
  if (heldOut === undefined) return undefined;
  const text = String(heldOut).toLowerCase();
  if (['true', 'yes', '1'].includes(text)) return true;
  if (['false', 'no', '0'].includes(text)) return false;
  throw new RangeError(`heldOut: expected true or false, found "${heldOut}"`);
}
