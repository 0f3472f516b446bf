import type { ValidateFunction } from 'ajv/dist/2020';
import type { Json, JsonSchema } from '../../src/json';
import { answerFits } from '../../src/outcomes/answer-fits';
import type { Outcome } from '../../src/outcomes/outcome';
import { SCORER_ANSWERS, scorerAnswer } from '../../src/plugins/parse-scorer-answer';
import type { ExpectedAnswer, Item, ToolCall } from '../../src/suites/suite';
import { answerOf } from '../plugins/answer-of';
import { fitsSchema } from '../suites/fits-schema';
import { compile } from '../suites/schema-check';

/** What a scorer gets of an item and its end. */
export interface Ended {
  readonly item: Item;
  /** What the model said last; empty: nothing in words. */
  readonly text: string;
  /** Over all turns. */
  readonly calls: readonly ToolCall[];
}

const SCORER_LIMIT_MS = 10_000;

/**
 * What became of the answer: right (`P`), wrong (`A`), none (`N`), or no JSON where some was due (`M`).
 *
 * @throws {RatchetError} `PLUGIN_FAILED` for a scorer that throws, hangs or answers nonsense
 */
export async function judgeAnswer(expected: ExpectedAnswer, ended: Ended): Promise<Outcome> {
  if (ended.text.trim() === '') return 'N';
  if (expected.kind === 'schema') return judgeJson(expected.schema, ended.text);
  const fits =
    expected.kind === 'scorer'
      ? await scorerSays(expected, ended)
      : answerFits(expected, ended.text);
  return fits ? 'P' : 'A';
}

function judgeJson(schema: JsonSchema, text: string): Outcome {
  const [, fenced] = /^```[a-z]*\n([\s\S]*)\n```$/.exec(text.trim()) ?? [];
  let value: unknown;
  try {
    value = JSON.parse(fenced ?? text);
  } catch {
    return 'M';
  }
  return fitsSchema(validatorOf(schema), value) ? 'P' : 'A';
}

const validators = new WeakMap<JsonSchema, ValidateFunction>();

function validatorOf(schema: JsonSchema): ValidateFunction {
  const validator = validators.get(schema) ?? compile(schema);
  validators.set(schema, validator);
  return validator;
}

async function scorerSays(
  { file, sha256 = '' }: Extract<ExpectedAnswer, { readonly kind: 'scorer' }>,
  { item, text, calls }: Ended,
): Promise<boolean> {
  const { id, messages, tags } = item;
  const input: Json = {
    item: { id, messages: messages.map((message) => ({ ...message })), tags },
    answer: text,
    calls: calls.map((call) => ({ ...call })),
  };
  const call = { name: 'score', input, limitMs: SCORER_LIMIT_MS };
  const expected = { schema: scorerAnswer, inWords: SCORER_ANSWERS };
  const told = await answerOf({ file, sha256 }, call, expected);
  return typeof told === 'boolean' ? told : told.right;
}
