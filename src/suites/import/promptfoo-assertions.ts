import { isJsonObject, type Json, type JsonObject } from '../../json';
import { patternProblem } from '../match-pattern';
import { toolNameOf } from './names';
import type { PromptfooAssertion } from './parse-promptfoo';
import { partOfCall, type SaidOfCall, saidOfCall } from './promptfoo-calls';
import type { TextPart } from './promptfoo-texts';
import { listOf, textOf, textsOf, valueOf } from './promptfoo-value';
import { quotedPattern } from './quoted-pattern';
import type { DraftTool } from './tools-of';

/** What one assertion asks for, or why that cannot be said. */
export type Wanted =
  | { readonly kind: 'none' }
  /** A call of whichever tool. */
  | { readonly kind: 'any-call' }
  | { readonly kind: 'tools'; readonly names: readonly string[] }
  | SaidOfCall
  | { readonly kind: 'text'; readonly part: TextPart }
  | { readonly kind: 'json'; readonly schema: JsonObject }
  | { readonly kind: 'left'; readonly why: string; readonly mend: string };

/** What stands around an assertion. */
export interface Asserted {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly tools: readonly DraftTool[];
  /** What the whole test makes of an answer before it is looked at. */
  readonly transform: unknown;
}

type Read = (assertion: PromptfooAssertion, asserted: Asserted) => readonly Wanted[];

/**
 * What a promptfoo assertion asks for.
 *
 * @throws {RangeError} for a template that cannot be filled in, and for a value that is none of its type's
 */
export function wantedBy(assertion: PromptfooAssertion, asserted: Asserted): readonly Wanted[] {
  const { type, weight } = assertion;
  if (weight === 0) return left('its weight is 0, so it never fails', 'nothing is to do');
  const transforms = [assertion.transform, asserted.transform].filter((each) => each !== undefined);
  if (transforms.length > 0 && !leavesSame(type, transforms)) {
    return ofTransformed(assertion, asserted, transforms);
  }
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read ? read(assertion, asserted) : unread(type);
}

/** JSON that is read first is the same JSON, to those who look at JSON. */
function leavesSame(type: string, transforms: readonly unknown[]): boolean {
  const isRead = transforms.every(
    (each) => typeof each === 'string' && each.trim() === 'JSON.parse(output)',
  );
  return isRead && ['is-json', 'javascript'].includes(type);
}

function unread(type: string): readonly Wanted[] {
  return /^(cost|latency|perplexity)/.test(type)
    ? left('it is about cost or time, which a study measures by itself', 'ask for it with policy.tieBreak')
    : left('it has no like in a suite', BY_SCORER);
}

const BY_SCORER = 'say it with a scorer of your own (docs/suites.md), or leave it out';

/** Of an answer that a program changes first, only a tool or an argument that it picks out can be said. */
function ofTransformed(
  assertion: PromptfooAssertion,
  { variables, tools }: Asserted,
  transforms: readonly unknown[],
): readonly Wanted[] {
  const [only] = transforms;
  const part = transforms.length === 1 && typeof only === 'string' ? partOfCall(only) : null;
  if (part?.argument === null) return ofName(assertion, { variables, tools });
  const matcher = part && matcherOf(assertion, variables);
  return part && matcher !== null
    ? [{ kind: 'argument', name: part.argument, matcher }]
    : left('it is about what a transform makes of the answer, and an import runs no program', BY_SCORER);
}

function ofName(
  assertion: PromptfooAssertion,
  { variables, tools }: Pick<Asserted, 'variables' | 'tools'>,
): readonly Wanted[] {
  const name = assertion.type === 'equals' ? textOf(assertion, variables) : '';
  return tools.some((tool) => tool.name === toolNameOf(name))
    ? [{ kind: 'tool', name }]
    : left('it is about the name of a call, and names no tool that is known', 'name the tools with --tools');
}

/** What an argument must be by an assertion about it alone; null: nothing that a suite could say. */
function matcherOf(assertion: PromptfooAssertion, variables: Asserted['variables']): Json | null {
  const anywhere = (flags: string): Json => ({
    matches: `${flags}.*${quotedPattern(textOf(assertion, variables))}.*`,
  });
  if (assertion.type === 'equals') return { equals: valueOf(assertion, variables) ?? null };
  if (assertion.type === 'contains') return anywhere('(?s)');
  return assertion.type === 'icontains' ? anywhere('(?si)') : null;
}

const ANY_CALL: Read = () => [{ kind: 'any-call' }];
const NO_CALL: Read = () => [{ kind: 'none' }];

const READERS: Readonly<Record<string, Read>> = {
  equals: (assertion, { variables }) => {
    const value = valueOf(assertion, variables);
    return typeof value === 'object'
      ? [{ kind: 'json', schema: { const: value } }]
      : text('whole', [textOf(assertion, variables)]);
  },
  contains: (assertion, { variables }) => text('anywhere', [textOf(assertion, variables)]),
  icontains: (assertion, { variables }) => text('anywhere', [textOf(assertion, variables)], true),
  'contains-any': (assertion, { variables }) => text('anywhere', textsOf(assertion, variables)),
  'icontains-any': (assertion, { variables }) => text('anywhere', textsOf(assertion, variables), true),
  'contains-all': (assertion, { variables }) =>
    textsOf(assertion, variables).flatMap((each) => text('anywhere', [each])),
  'icontains-all': (assertion, { variables }) =>
    textsOf(assertion, variables).flatMap((each) => text('anywhere', [each], true)),
  'starts-with': (assertion, { variables }) => text('start', [textOf(assertion, variables)]),
  regex: (assertion, { variables }) => {
    const pattern = textOf(assertion, variables);
    const problem = patternProblem(pattern);
    return problem === null
      ? [{ kind: 'text', part: { kind: 'pattern', pattern } }]
      : left(`its regular expression is none of RE2's syntax: ${problem}`, 'write it without look-around and references back');
  },
  'is-json': (assertion, { variables }) => {
    const value = valueOf(assertion, variables) ?? {};
    return isJsonObject(value)
      ? [{ kind: 'json', schema: value }]
      : left('its schema is no object', 'write the JSON Schema as an object');
  },
  javascript: (assertion, { tools }) => {
    const said = typeof assertion.value === 'string' ? saidOfCall(assertion.value) : null;
    const isKnown = said?.every((each) =>
      tools.some(({ name }) => each.kind === 'argument' || name === toolNameOf(each.name)),
    );
    return said && isKnown ? said : left('it is a program, and an import runs none', BY_SCORER);
  },
  'is-valid-openai-tools-call': ANY_CALL,
  'is-valid-openai-function-call': ANY_CALL,
  'is-valid-function-call': ANY_CALL,
  'not-is-valid-openai-tools-call': NO_CALL,
  'not-is-valid-openai-function-call': NO_CALL,
  'not-is-valid-function-call': NO_CALL,
  'tool-call-f1': (assertion, { variables }) => {
    const names = listOf(valueOf(assertion, variables));
    if (names.length === 0) return [{ kind: 'none' }];
    return assertion.threshold !== undefined && assertion.threshold < 1
      ? left('a part of the calls would do, and a suite wants all of them', 'raise its threshold to 1')
      : [{ kind: 'tools', names }];
  },
};

function text(kind: 'anywhere' | 'start' | 'whole', any: readonly string[], isCaseless = false): readonly Wanted[] {
  return [{ kind: 'text', part: { kind, any, isCaseless } }];
}

function left(why: string, mend: string): readonly Wanted[] {
  return [{ kind: 'left', why, mend }];
}
