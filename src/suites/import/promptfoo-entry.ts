import type { JsonObject } from '../../json';
import type { SchemaReader } from '../check-tools';
import type { NotCarried } from './entry';
import { checkedEntry, type Imported, oneOf, together } from './imported';
import { itemIdOf } from './names';
import { type PromptfooAssertion, promptfooTest } from './parse-promptfoo';
import { type Asserted, wantedBy, type Wanted } from './promptfoo-assertions';
import { filledIn } from './template';
import type { DraftTool } from './tools-of';

/** A test of a promptfoo config, and all that stands around it there. */
export interface PromptfooCase {
  readonly at: string;
  /** From 1, in the order of the config. */
  readonly number: number;
  readonly test: unknown;
  readonly prompt: string;
  readonly defaults: unknown;
  readonly tools: readonly DraftTool[];
}

/** The items that a test stands for: one per choice of values where a variable lists several. */
export function entriesOfPromptfoo(given: PromptfooCase, reader: SchemaReader): Imported {
  const what = `test ${given.number}`;
  const test = promptfooTest.safeParse(given.test);
  const defaults = promptfooTest.safeParse(given.defaults ?? {});
  if (!test.success || !defaults.success) {
    const why = 'it is not of the form {vars, assert: [{type, value}]}';
    return oneOf({ ok: false, notCarried: { at: given.at, what, why, mend: 'mend it there' } });
  }
  const asserts = [...(defaults.data.assert ?? []), ...(test.data.assert ?? [])];
  const rows = choices({ ...defaults.data.vars, ...test.data.vars });
  const name = test.data.description ?? what;
  return together(
    rows.map((variables, place) => {
      const id = itemIdOf(`${given.number} ${name}${rows.length > 1 ? ` ${place + 1}` : ''}`);
      return entryOf({ ...given, what: name, id, variables, asserts }, reader);
    }),
  );
}

interface Row extends PromptfooCase, Asserted {
  readonly what: string;
  readonly id: string;
  readonly asserts: readonly PromptfooAssertion[];
}

function entryOf(row: Row, reader: SchemaReader): Imported {
  const { at, what, id, asserts, tools } = row;
  const refuse = (why: string, mend: string, left: readonly NotCarried[] = []): Imported =>
    oneOf({ ok: false, notCarried: { at, what, why, mend } }, left);
  try {
    const messages = messagesOf(filledIn(row.prompt, row.variables));
    const wanted = asserts.map((each) => wantedBy(each, row));
    const { expect, left } = expectationOf(wanted, asserts);
    const told = left.map(({ why, mend }) => ({ at, what, why, mend }));
    if (expect === null) return refuse('no assertion of it can be carried over', 'write what you expect by hand', told);
    const item = { id, messages, expect };
    return oneOf(checkedEntry({ at, what, item, tools }, reader), told);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(error.message, 'write the item by hand');
  }
}

/** Calls and one answer; null: nothing of it is left. */
function expectationOf(
  wanted: readonly Wanted[],
  asserts: readonly PromptfooAssertion[],
): { readonly expect: JsonObject | 'none' | null; readonly left: readonly { readonly why: string; readonly mend: string }[] } {
  const named = wanted.flatMap((each) => (each.kind === 'calls' ? [each.calls] : []));
  const [answer, ...answers] = wanted.flatMap((each) => (each.kind === 'answer' ? [each.answer] : []));
  // The longest list of calls: "any valid call" says less than one that names its tools.
  const calls = named.toSorted((one, other) => other.length - one.length)[0];
  // A valid call is named by another assertion of the same test.
  const covered = calls !== undefined;
  const left = wanted.flatMap((each, place) => {
    const type = asserts[place]?.type ?? '';
    if (each.kind !== 'left' || (covered && type.startsWith('is-valid'))) return [];
    return [{ why: `assertion "${type}": ${each.why}`, mend: each.mend }];
  });
  const more = answers.map((each) => ({
    why: `an item expects one answer, and this is a second one: ${JSON.stringify(each)}`,
    mend: 'put both into one regular expression or one scorer',
  }));
  if (calls || answer) {
    return { expect: { ...(calls && { calls }), ...(answer && { answer }) }, left: [...left, ...more] };
  }
  return { expect: wanted.some(({ kind }) => kind === 'none') ? 'none' : null, left };
}

/** A prompt may be a JSON list of messages. */
function messagesOf(text: string): readonly unknown[] {
  if (text.trimStart().startsWith('[')) {
    try {
      const messages: unknown = JSON.parse(text);
      if (Array.isArray(messages)) return messages.map(({ role, content }) => ({ role, content }));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return [{ role: 'user', content: text.trim() }];
}

/** Each choice of one value per variable, where a variable has a list of them. */
function choices(variables: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return Object.entries(variables).reduce<readonly Readonly<Record<string, unknown>>[]>(
    (rows, [name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((each: unknown) =>
        rows.map((row) => ({ ...row, [name]: each })),
      ),
    [{}],
  );
}
