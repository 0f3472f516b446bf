import type { Json, JsonObject } from '../../json';
import { toolNameOf } from './names';
import type { PromptfooAssertion } from './parse-promptfoo';
import { type Asserted, type Wanted, wantedBy } from './promptfoo-assertions';
import { patternOfParts } from './promptfoo-texts';
import { anyArguments, type DraftTool } from './tools-of';

/** What an item expects because of all assertions of a test. */
export interface Expectation {
  /** Null: nothing of them can be said. */
  readonly expect: JsonObject | 'none' | null;
  readonly left: readonly Left[];
}

export interface Left {
  readonly why: string;
  readonly mend: string;
  /** Is it about an assertion that every test has? */
  readonly isDefault: boolean;
}

/** An assertion, and whether every test has it. */
export interface OwnedAssertion {
  readonly assertion: PromptfooAssertion;
  readonly isDefault: boolean;
}

interface Named {
  readonly type: string;
  readonly isDefault: boolean;
}

interface Read extends Named {
  readonly wanted: Wanted;
}

/** @throws {RangeError} for a template that cannot be filled in */
export function expectationOf(
  assertions: readonly OwnedAssertion[],
  asserted: Asserted,
): Expectation {
  const reads = assertions.flatMap((assertion) => readsOf(assertion, asserted));
  const left = reads.flatMap((read) =>
    read.wanted.kind === 'left' ? [told(read, read.wanted.why, read.wanted.mend)] : [],
  );
  const { calls, left: leftOfCalls } = callsOf(reads, asserted.tools);
  if (calls !== null) {
    const strange = reads.filter(({ wanted }) => isOfAnswer(wanted));
    const why = 'this test expects a call, and promptfoo would look into the JSON of that call';
    const ofText = strange.map((read) => told(read, why, 'expect its arguments by matchers'));
    return { expect: { calls }, left: [...left, ...leftOfCalls, ...ofText] };
  }
  const { answer, left: more } = answerOf(reads);
  if (answer !== null) return { expect: { answer }, left: [...left, ...leftOfCalls, ...more] };
  const isNone = reads.some(({ wanted }) => wanted.kind === 'none');
  return { expect: isNone ? 'none' : null, left: [...left, ...leftOfCalls] };
}

/** The assertions of a set count like others, unless a part of them would do. */
function readsOf({ assertion, isDefault }: OwnedAssertion, asserted: Asserted): readonly Read[] {
  const { type, threshold = 1, assert } = assertion;
  if (type !== 'assert-set') {
    return wantedBy(assertion, asserted).map((wanted) => ({ type, isDefault, wanted }));
  }
  if (threshold >= 1) {
    return (assert ?? []).flatMap((each) => readsOf({ assertion: each, isDefault }, asserted));
  }
  const why = 'a part of its assertions would do, and an item wants all of them';
  return [{ type, isDefault, wanted: { kind: 'left', why, mend: 'raise its threshold to 1' } }];
}

function callsOf(
  reads: readonly Read[],
  tools: readonly DraftTool[],
): { readonly calls: JsonObject[] | null; readonly left: readonly Left[] } {
  const names = namesOf(reads, tools);
  const matchers = reads.filter(({ wanted }) => wanted.kind === 'argument');
  if (names === null) {
    const anyCall = reads.filter(({ wanted }) => wanted.kind === 'any-call');
    const why = `any call would do, of any of ${tools.length} tools, and a suite must name the tool`;
    const mend = 'add an assertion tool-call-f1 that names it';
    return {
      calls: null,
      left: [
        ...anyCall.map((each) => told(each, why, mend)),
        ...matchers.map((each) => told(each, 'it is about a call, and no tool is named', mend)),
      ],
    };
  }
  const drafts = names.map((name) => ({ tool: toolNameOf(name), arguments: argumentsOf(name, tools) }));
  const [first] = drafts;
  const left = matchers.flatMap((read) => {
    const { wanted } = read;
    if (wanted.kind !== 'argument') return [];
    if (!first || drafts.length > 1 || !Object.hasOwn(first.arguments, wanted.name)) {
      const why = `no single call with an argument "${wanted.name}" is expected`;
      return [told(read, why, 'write it by hand')];
    }
    first.arguments[wanted.name] = wanted.matcher;
    return [];
  });
  return { calls: drafts, left };
}

/** The longest list of tools: "any valid call" says less than one that names its tools. */
function namesOf(reads: readonly Read[], tools: readonly DraftTool[]): readonly string[] | null {
  const lists = reads.flatMap(({ wanted }) => {
    if (wanted.kind === 'tools') return [wanted.names];
    return wanted.kind === 'tool' ? [[wanted.name]] : [];
  });
  const [longest] = lists.toSorted((one, other) => other.length - one.length);
  if (longest) return longest;
  const isCall = reads.some(({ wanted }) => wanted.kind === 'any-call' || wanted.kind === 'argument');
  const [only] = tools;
  return isCall && only && tools.length === 1 ? [only.name] : null;
}

function argumentsOf(name: string, tools: readonly DraftTool[]): Record<string, Json> {
  const tool = tools.find((each) => each.name === toolNameOf(name));
  return tool ? anyArguments(tool) : {};
}

/** A call is JSON by itself: that alone asks for nothing more. */
function isOfAnswer(wanted: Wanted): boolean {
  return wanted.kind === 'text' || (wanted.kind === 'json' && Object.keys(wanted.schema).length > 0);
}

function answerOf(reads: readonly Read[]): {
  readonly answer: JsonObject | null;
  readonly left: readonly Left[];
} {
  const [first, ...others] = [...ofSchemas(reads), ...ofParts(reads)];
  const why = 'an item expects one answer, and this is a second one';
  const mend = 'put both into one regular expression or one scorer';
  const left = others.map(({ named, answer }) =>
    told(named, `${why}: ${JSON.stringify(answer).slice(0, 200)}`, mend),
  );
  return { answer: first?.answer ?? null, left };
}

interface NamedAnswer {
  readonly named: Named;
  readonly answer: JsonObject;
}

/** "JSON of any kind" is said by a schema beside it. */
function ofSchemas(reads: readonly Read[]): readonly NamedAnswer[] {
  const schemas = reads.flatMap((named) =>
    named.wanted.kind === 'json' ? [{ named, schema: named.wanted.schema }] : [],
  );
  const said = schemas.filter(({ schema }) => Object.keys(schema).length > 0);
  const chosen = said.length > 0 ? said : schemas.slice(0, 1);
  return chosen.map(({ named, schema }) => ({ named, answer: { schema } }));
}

/** One regular expression for all texts, or, where there is none, one for each. */
function ofParts(reads: readonly Read[]): readonly NamedAnswer[] {
  const parts = reads.flatMap((named) =>
    named.wanted.kind === 'text' ? [{ named, part: named.wanted.part }] : [],
  );
  const all = patternOfParts(parts.map(({ part }) => part));
  const [first] = parts;
  if (first && all !== null) return [{ named: first.named, answer: { matches: all } }];
  return parts.flatMap(({ named, part }) => {
    const matches = patternOfParts([part]);
    return matches === null ? [] : [{ named, answer: { matches } }];
  });
}

function told({ type, isDefault }: Named, why: string, mend: string): Left {
  return { why: `assertion "${type}": ${why}`, mend, isDefault };
}
