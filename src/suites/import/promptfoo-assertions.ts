import { isJsonObject, type Json, type JsonObject } from '../../json';
import type { PromptfooAssertion } from './parse-promptfoo';
import { patternProblem } from '../match-pattern';
import { quotedPattern } from './quoted-pattern';
import { filledIn } from './template';
import { anyArguments, type DraftTool } from './tools-of';
import { toolNameOf } from './names';

/** What an item expects because of one assertion, or why that cannot be said. */
export type Wanted =
  | { readonly kind: 'none' }
  | { readonly kind: 'calls'; readonly calls: readonly JsonObject[] }
  | { readonly kind: 'answer'; readonly answer: JsonObject }
  | { readonly kind: 'left'; readonly why: string; readonly mend: string };

export interface Asserted {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly tools: readonly DraftTool[];
}

type Read = (assertion: PromptfooAssertion, asserted: Asserted) => Wanted;

/**
 * What a promptfoo assertion asks for in a suite's words.
 *
 * @throws {RangeError} for a template that cannot be filled in
 */
export function wantedBy(assertion: PromptfooAssertion, asserted: Asserted): Wanted {
  const { type } = assertion;
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read) return read(assertion, asserted);
  const measured = /^(cost|latency|perplexity)/.test(type);
  return measured
    ? left('it is about cost or time, which a study measures by itself', 'ask for it with policy.tieBreak')
    : left(`assertions of the type "${type}" have no like in a suite`, BY_SCORER);
}

const BY_SCORER = 'say it with a scorer of your own (docs/suites.md), or leave it out';

const VALID_CALL: Read = (_, { tools }) => {
  const [only] = tools;
  return only && tools.length === 1
    ? { kind: 'calls', calls: [{ tool: only.name, arguments: anyArguments(only) }] }
    : left(
        `any call would do, of any of ${tools.length} tools, and a suite must name the tool`,
        'add an assertion tool-call-f1 that names it',
      );
};

const NO_CALL: Read = () => ({ kind: 'none' });

const READERS: Readonly<Record<string, Read>> = {
  equals: (assertion, asserted) => {
    const value = valueOf(assertion, asserted);
    return typeof value === 'string' ? answer({ equals: value }) : answer({ schema: { const: value ?? null } });
  },
  contains: (assertion, asserted) => answer({ contains: textOf(assertion, asserted) }),
  icontains: (assertion, asserted) => answer({ contains: textOf(assertion, asserted) }),
  'contains-any': (assertion, asserted) => oneOfTexts(assertion, asserted, ''),
  'icontains-any': (assertion, asserted) => oneOfTexts(assertion, asserted, 'i'),
  'starts-with': (assertion, asserted) =>
    answer({ matches: `(?s)${quotedPattern(textOf(assertion, asserted))}.*` }),
  regex: (assertion, asserted) => {
    const pattern = `(?s:.*)(?:${textOf(assertion, asserted)})(?s:.*)`;
    const problem = patternProblem(pattern);
    return problem === null
      ? answer({ matches: pattern })
      : left(`its regular expression is none of RE2's syntax: ${problem}`, 'write it without look-around and references back');
  },
  'is-json': (assertion, asserted) => {
    const value = valueOf(assertion, asserted);
    return isJsonObject(value) || value === undefined
      ? answer({ schema: value ?? {} })
      : left('its schema is no object', 'write the JSON Schema as an object');
  },
  'is-valid-openai-tools-call': VALID_CALL,
  'is-valid-openai-function-call': VALID_CALL,
  'is-valid-function-call': VALID_CALL,
  'not-is-valid-openai-tools-call': NO_CALL,
  'not-is-valid-openai-function-call': NO_CALL,
  'not-is-valid-function-call': NO_CALL,
  'tool-call-f1': (assertion, asserted) => {
    const value = valueOf(assertion, asserted);
    const names = listIn(value);
    if (names.length === 0) return { kind: 'none' };
    const calls = names.map((name) => {
      const tool = asserted.tools.find((each) => each.name === toolNameOf(name));
      return { tool: toolNameOf(name), arguments: tool ? anyArguments(tool) : {} };
    });
    return assertion.threshold !== undefined && assertion.threshold < 1
      ? left('a part of the calls would do, and a suite wants all of them', 'raise its threshold to 1')
      : { kind: 'calls', calls };
  },
};

function oneOfTexts(assertion: PromptfooAssertion, asserted: Asserted, flag: string): Wanted {
  const texts = listIn(valueOf(assertion, asserted)).map(quotedPattern);
  return answer({ matches: `(?s${flag}).*(?:${texts.join('|')}).*` });
}

/** A list, or a text of parts between commas. */
function listIn(value: Json | undefined): readonly string[] {
  const parts = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(',') : [];
  return parts.map((part: string) => part.trim()).filter((part: string) => part !== '');
}

function textOf(assertion: PromptfooAssertion, asserted: Asserted): string {
  const value = valueOf(assertion, asserted);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new RangeError(`the assertion "${assertion.type}" has no text as its value`);
}

/** With its variables filled in; JSON that stands in a text stays a text. */
function valueOf({ value }: PromptfooAssertion, { variables }: Asserted): Json | undefined {
  return value === undefined ? undefined : inside(value, variables);
}

function inside(value: unknown, variables: Asserted['variables']): Json {
  if (typeof value === 'string') return filledIn(value, variables);
  if (Array.isArray(value)) return value.map((each: unknown) => inside(each, variables));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inside(each, variables)]));
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function answer(expected: JsonObject): Wanted {
  return { kind: 'answer', answer: expected };
}

function left(why: string, mend: string): Wanted {
  return { kind: 'left', why, mend };
}
