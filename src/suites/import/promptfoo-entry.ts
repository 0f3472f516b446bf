import { describeIssues } from '../../input-issue';
import { inputIssues } from '../../parse-issues';
import type { SchemaReader } from '../check-tools';
import type { NotCarried } from './entry';
import { checkedEntry, type Imported, oneOf, type Placed, together } from './imported';
import { itemIdOf } from './names';
import { type PromptfooTest, promptfooTest } from './parse-promptfoo';
import { messagesOf } from './promptfoo-chat';
import { expectationOf } from './promptfoo-expectation';
import type { Problem } from './problem';
import { whyNoItem } from './promptfoo-problem';
import { tagsOf } from './tags';
import type { DraftTool } from './tools-of';

/** A test of a promptfoo config, and all that stands around it there. */
export interface PromptfooCase {
  readonly at: string;
  /** From 1, in the order of the config. */
  readonly number: number;
  readonly test: unknown;
  readonly prompt: PromptfooPrompt;
  /** What is added to every test, and where it stands. */
  readonly defaults: Placed;
  readonly tools: readonly DraftTool[];
  /** The variables that the config sets by itself. */
  readonly env: Readonly<Record<string, unknown>>;
}

export interface PromptfooPrompt {
  readonly text: string;
  /** By any of these tests may name it. */
  readonly names: readonly string[];
}

/** The items that a test stands for: one per choice of values where a variable lists several. */
export function entriesOfPromptfoo(given: PromptfooCase, reader: SchemaReader): Imported {
  const what = `test ${given.number}`;
  const test = promptfooTest.safeParse(given.test);
  if (!test.success) return unreadable(given.at, what, describeIssues(inputIssues(test.error, given.test)));
  const defaults = promptfooTest.safeParse(given.defaults.value ?? {});
  if (!defaults.success) {
    const why = describeIssues(inputIssues(defaults.error, given.defaults.value));
    return unreadable(given.at, what, `defaultTest: ${why}`);
  }
  const merged = withDefaults(test.data, defaults.data);
  const added = (merged.assert ?? []).length - (test.data.assert ?? []).length;
  const name = merged.description || what;
  const rows = choices(merged);
  return together(
    rows.map((variables, place) => {
      const id = itemIdOf(`${given.number} ${name}${rows.length > 1 ? ` ${place + 1}` : ''}`);
      return entryOf({ ...given, what: name, id, variables, merged, added }, reader);
    }),
  );
}

function unreadable(at: string, what: string, why: string): Imported {
  const mend = 'a test is {vars, assert: [{type, value}]}';
  return oneOf({ ok: false, notCarried: { at, what, why: why.replaceAll('\n', '; '), mend } });
}

function withDefaults(test: PromptfooTest, defaults: PromptfooTest): PromptfooTest {
  const options = { ...defaults.options, ...test.options };
  const added = options.disableDefaultAsserts === true ? [] : (defaults.assert ?? []);
  return {
    ...defaults,
    ...test,
    vars: { ...defaults.vars, ...test.vars },
    metadata: { ...defaults.metadata, ...test.metadata },
    assert: [...added, ...(test.assert ?? [])],
    threshold: test.threshold ?? defaults.threshold,
    prompts: test.prompts ?? defaults.prompts,
    options,
  };
}

interface Row extends PromptfooCase {
  readonly what: string;
  readonly id: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly merged: PromptfooTest;
  /** How many of its assertions, the first ones, come from `defaultTest`. */
  readonly added: number;
}

function entryOf(row: Row, reader: SchemaReader): Imported {
  const { at, what, id, tools, merged } = row;
  const refuse = ({ why, mend }: Problem, left: readonly NotCarried[] = []): Imported =>
    oneOf({ ok: false, notCarried: { at, what, why, mend } }, left);
  const problem = whyNoItem(merged, row.prompt.names);
  if (problem) return refuse(problem);
  try {
    const { messages, expect, left } = read(row);
    const told = left.map(({ isDefault, ...about }) =>
      isDefault ? { at: row.defaults.at, what: 'defaultTest', ...about } : { at, what, ...about },
    );
    if (expect === null) return refuse(NOTHING_LEFT, told);
    const item = { id, messages, expect, tags: tagsOf(merged.metadata ?? {}) };
    return oneOf(checkedEntry({ at, what, item, tools }, reader), told);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse({ why: error.message, mend: 'write the item by hand' });
  }
}

const NOTHING_LEFT = {
  why: 'no assertion of it can be carried over',
  mend: 'write what you expect by hand',
};

function read({ prompt, tools, merged, added, env, variables: own }: Row) {
  const { prefix = '', suffix = '', transform, postprocess } = merged.options ?? {};
  const variables = { env, ...own };
  const asserted = { variables, tools, transform: transform ?? postprocess };
  return {
    messages: messagesOf(`${prefix}${prompt.text}${suffix}`, variables),
    ...expectationOf(
      (merged.assert ?? []).map((assertion, place) => ({ assertion, isDefault: place < added })),
      asserted,
    ),
  };
}

/** Each choice of one value per variable, where a variable has a list of texts; other lists are values. */
function choices({ vars, options }: PromptfooTest): readonly Readonly<Record<string, unknown>>[] {
  const variables = Object.entries(vars ?? {}).map(([name, value]) => [name, withoutLastBreak(value)] as const);
  if (options?.disableVarExpansion === true) return [Object.fromEntries(variables)];
  return variables.reduce<readonly Readonly<Record<string, unknown>>[]>(
    (rows, [name, value]) =>
      (Array.isArray(value) && typeof value[0] === 'string' ? value : [value]).flatMap((each: unknown) =>
        rows.map((row) => ({ ...row, [name]: each })),
      ),
    [{}],
  );
}

function withoutLastBreak(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\n$/, '') : value;
}
