import { isJsonObject, type Json, type JsonObject } from '../../json';
import type { BfclAnswer } from './parse-bfcl';
import { MOST_ALTERNATIVES, valuesOfBfcl } from './bfcl-values';
import { toolNameOf } from './names';

interface ExpectedCallFile {
  readonly tool: string;
  readonly arguments: Record<string, Json>;
}

/**
 * The calls that a BFCL answer expects; `schemas` are the tools' parameters by name.
 *
 * @throws {RangeError} when an argument cannot be said in a suite
 */
export function callsOfBfcl(
  answer: BfclAnswer,
  schemas: ReadonlyMap<string, JsonObject>,
): ExpectedCallFile[] {
  return answer.ground_truth.flatMap((call) =>
    Object.entries(call).map(([name, given]) => {
      const tool = toolNameOf(name);
      const properties = schemas.get(tool)?.['properties'];
      const expected = Object.entries(given).flatMap(([argument, alternatives]) => {
        const schema = isJsonObject(properties) ? properties[argument] : undefined;
        const matcher = matcherOf(argument, alternatives, schema);
        return matcher === undefined ? [] : [[argument, matcher] as const];
      });
      return { tool, arguments: Object.fromEntries(expected) };
    }),
  );
}

/** Undefined: the argument must be absent. */
function matcherOf(
  argument: string,
  alternatives: readonly Json[],
  schema: Json | undefined,
): Json | undefined {
  const values = alternatives.filter((value) => value !== '').flatMap(expanded(argument));
  const mayBeAbsent = values.length === 0 || alternatives.includes('');
  if (values.length === 0) return undefined;
  if (mayBeAbsent) return { oneOf: [...values, emptyOf(argument, schema)] };
  const [only] = values;
  return values.length === 1 && only !== undefined ? { equals: only } : { oneOf: values };
}

function expanded(argument: string): (value: Json) => readonly Json[] {
  return (value) => {
    const values = valuesOfBfcl(value);
    if (values !== null) return values;
    throw new RangeError(`"${argument}" has more than ${MOST_ALTERNATIVES} right values`);
  };
}

/** The empty value that also stands for an absent argument, where the type of the argument has one. */
function emptyOf(argument: string, schema: Json | undefined): Json {
  const type = isJsonObject(schema) ? schema['type'] : undefined;
  if (type === 'string' || type === undefined) return '';
  if (type === 'array') return [];
  if (type === 'object') return {};
  throw new RangeError(
    `"${argument}" may be absent or have a certain value, and a suite cannot say that of type ${JSON.stringify(type)}`,
  );
}
