import { describeIssues } from '../../input-issue';
import type { Json } from '../../json';
import type { SchemaReader } from '../check-tools';
import { parseSuite } from '../parse-suite';
import { suiteFile } from '../parse-suite-file';
import { callsOfBfcl } from './bfcl-calls';
import { type BfclQuestion, bfclAnswer, bfclQuestion } from './parse-bfcl';
import { schemaOfBfcl } from './bfcl-schema';
import type { Carried } from './entry';
import { itemIdOf, toolNameOf } from './names';

/** A line of a question file, its place, and its line of the answer file; null: no call is due. */
export interface BfclLine {
  readonly at: string;
  readonly question: unknown;
  readonly answer: unknown;
}

/** Reads one entry of the Berkeley function calling leaderboard as an item that is a valid suite by itself. */
export function entryOfBfcl({ at, question, answer }: BfclLine, reader: SchemaReader): Carried {
  const asked = bfclQuestion.safeParse(question);
  const refuse = (why: string, mend: string): Carried => ({
    ok: false,
    notCarried: { at, what: asked.data?.id ?? nameOf(question), why, mend },
  });
  if (!asked.success) {
    return refuse('it has no question or no function list of the single-turn form', 'leave it out');
  }
  if (asked.data.question.length > 1) {
    return refuse('it has several turns, and an item is one', 'write an item per turn by hand');
  }
  if (answer === undefined) return refuse('the answer file has no line for it', 'give its answers');
  try {
    const file = suiteOf(asked.data, answer);
    const parsed = parseSuite(file, reader);
    if (!parsed.ok) return refuse(describeIssues(parsed.issues), 'mend it in the file, or leave it out');
    const { items, tools } = suiteFile.parse(file);
    const [item] = items;
    if (item === undefined) return refuse('it has no item', 'leave it out');
    return { ok: true, entry: { at, item, tools } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(error.message, 'write the item by hand, with what you accept');
  }
}

function suiteOf({ id, question, function: functions }: BfclQuestion, answer: unknown): unknown {
  const tools = functions.map(({ name, description, parameters }) => ({
    name: toolNameOf(name),
    description,
    parameters: schemaOfBfcl(parameters),
  }));
  return {
    name: 'entry',
    tools,
    items: [{ id: itemIdOf(id), messages: question[0], expect: expectationOf(answer) }],
  };
}

function expectationOf(answer: unknown): Json {
  if (answer === null) return 'none';
  const parsed = bfclAnswer.safeParse(answer);
  if (!parsed.success) throw new RangeError('its answer is not of the form {tool: {argument: [values]}}');
  const calls = callsOfBfcl(parsed.data);
  return { calls: calls.map((call) => ({ ...call })) };
}

function nameOf(question: unknown): string {
  const { id } = Object(question);
  return typeof id === 'string' ? id : '(no id)';
}
