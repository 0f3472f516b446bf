import type { Json, JsonObject } from '../json';
import type { Call } from '../suites/answer-key';
import { sampleValue } from './sample';
import { allows, completed } from './schema';

/** The calls in the first of the usual forms that the schema allows. */
export function decisionValue(schema: JsonObject, calls: readonly Call[]): Json {
  const fitting = forms(calls)
    .map((form) => completed(schema, form))
    .find((value) => allows(schema, value));
  if (fitting !== undefined) return fitting;
  return calls.length > 1
    ? decisionValue(schema, calls.slice(0, -1))
    : sampleValue(schema, ['decision']);
}

function forms(calls: readonly Call[]): readonly Json[] {
  const lists = CALL_FORMS.map((form) => calls.map(form));
  const [only, ...others] = calls;
  const alone = only === undefined ? NO_CALL : CALL_FORMS.map((form) => form(only));
  return [
    ...lists.flatMap((list) => [{ calls: list }, { tool_calls: list }, list]),
    ...(others.length === 0 ? alone : []),
  ];
}

const CALL_FORMS: readonly ((call: Call) => Json)[] = [
  (call) => ({ tool: call.tool, arguments: call.arguments }),
  (call) => ({ name: call.tool, arguments: call.arguments }),
  (call) => ({ name: call.tool, parameters: call.arguments }),
  (call) => ({ function: { name: call.tool, arguments: call.arguments } }),
  (call) => ({ tool: call.tool, ...call.arguments }),
];

const NO_CALL: readonly Json[] = [
  { tool: 'none', arguments: {} },
  { tool: 'none' },
  { tool: null },
  { name: 'none', arguments: {} },
  { name: 'none', parameters: {} },
];
