import { type DrawKey, pick } from '../chance';
import { isJsonObject, type Json } from '../json';
import type { Call, KeyItem, KeyTool } from '../suites/answer-key';
import type { Intent } from './conduct';
import { sampleObject, sampleValue } from './sample';
import { propertiesOf } from './schema';

/** The calls that the model has in mind, right or wrong in the way intended. */
export function intendedCalls(item: KeyItem, intent: Intent, key: DrawKey): readonly Call[] {
  return IN_MIND[intent](item, key);
}

const IN_MIND: Readonly<Record<Intent, (item: KeyItem, key: DrawKey) => readonly Call[]>> = {
  right: ({ calls }) => calls,
  'bare-json': ({ calls }) => calls,
  'no-call': () => [],
  'other-tool': ({ calls, tools }, key) => withOtherTool(calls, tools, key),
  'wrong-arguments': ({ calls, tools }, key) => withWrongArguments(calls, tools, key),
  'extra-call': ({ calls, tools }, key) => [...calls, ...madeUpCall(tools, calls, key)],
  malformed: ({ calls, tools }, key) => (calls.length > 0 ? calls : madeUpCall(tools, [], key)),
};

function withOtherTool(
  calls: readonly Call[],
  tools: readonly KeyTool[],
  key: DrawKey,
): readonly Call[] {
  return [...madeUpCall(tools, calls, key), ...calls.slice(1)];
}

/** A call that nobody asked for, of a tool that is not in the list where there is one; none without tools. */
function madeUpCall(
  tools: readonly KeyTool[],
  calls: readonly Call[],
  key: DrawKey,
): readonly Call[] {
  const others = tools.filter(({ name }) => calls.every(({ tool }) => tool !== name));
  const [first, ...rest] = others.length > 0 ? others : tools;
  if (first === undefined) return [];
  const tool = pick([first, ...rest], [...key, 'tool']);
  return [{ tool: tool.name, arguments: sampleObject(tool.parameters, [...key, tool.name]) }];
}

/** The first argument that can be another one is; a call without such an argument goes to another tool. */
function withWrongArguments(
  calls: readonly Call[],
  tools: readonly KeyTool[],
  key: DrawKey,
): readonly Call[] {
  const [call, ...rest] = calls;
  if (call === undefined) return [];
  const changed = Object.entries(call.arguments)
    .filter(([name]) => call.free?.includes(name) !== true)
    .map(([name, value]) => [name, otherValue(call, { name, value, tools, key })] as const)
    .find(([, value]) => value !== undefined);
  if (changed === undefined) return withOtherTool(calls, tools, key);
  const [name, value] = changed;
  return [{ tool: call.tool, arguments: { ...call.arguments, [name]: value ?? null } }, ...rest];
}

interface Argument {
  readonly name: string;
  readonly value: Json;
  readonly tools: readonly KeyTool[];
  readonly key: DrawKey;
}

function otherValue(call: Call, { name, value, tools, key }: Argument): Json | undefined {
  const parameters = tools.find((tool) => tool.name === call.tool)?.parameters ?? {};
  const declared = propertiesOf(parameters)[name];
  const schema = isJsonObject(declared) ? declared : { type: typeof value };
  return [1, 2, 3, 4, 5, 6, 7, 8]
    .map((attempt) => sampleValue(schema, [...key, name, attempt]))
    .find((other) => JSON.stringify(other) !== JSON.stringify(value));
}
