import type { Json } from '../../json';
import type { BfclAnswer } from './parse-bfcl';
import { MOST_ALTERNATIVES, valuesOfBfcl } from './bfcl-values';
import { toolNameOf } from './names';

interface ExpectedCallFile {
  readonly tool: string;
  readonly arguments: Record<string, Json>;
}

/**
 * The calls that a BFCL answer expects.
 *
 * @throws {RangeError} when an argument cannot be said in a suite
 */
export function callsOfBfcl(answer: BfclAnswer): ExpectedCallFile[] {
  return answer.ground_truth.flatMap((call) =>
    Object.entries(call).map(([name, given]) => {
      const expected = Object.entries(given).flatMap(([argument, alternatives]) => {
        const matcher = matcherOf(argument, alternatives);
        return matcher === undefined ? [] : [[argument, matcher] as const];
      });
      return { tool: toolNameOf(name), arguments: Object.fromEntries(expected) };
    }),
  );
}

/** Undefined: the argument must be absent. */
function matcherOf(argument: string, alternatives: readonly Json[]): Json | undefined {
  const values = alternatives.filter((value) => value !== '').flatMap(expanded(argument));
  const [only] = values;
  if (only === undefined) return undefined;
  const matcher = values.length === 1 ? { equals: only } : { oneOf: values };
  return alternatives.includes('') ? { optional: matcher } : matcher;
}

function expanded(argument: string): (value: Json) => readonly Json[] {
  return (value) => {
    const values = valuesOfBfcl(value);
    if (values !== null) return values;
    throw new RangeError(`"${argument}" has more than ${MOST_ALTERNATIVES} right values`);
  };
}
