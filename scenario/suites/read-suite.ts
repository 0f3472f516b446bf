import { isJsonObject, type Json, type JsonObject, toJson } from '../json';
import { sampleValue } from '../play/sample';
import type { Place } from '../table/place';
import type { AnswerKey, Call, KeyItem, KeyTool } from './answer-key';

/**
 * What the server needs of a suite: its tools, and per item the prompt and the right calls.
 * Items may be written shortly, as `{prompt, calls}`. What else a suite says is of no use to a server.
 */
export function readSuite(root: Place, fallbackName: string): AnswerKey {
  const suite = root.at('name').present ? root.at('name').text() : fallbackName;
  const tools = root.at('tools').present ? root.at('tools').list().map(readTool) : [];
  const heldOut = root.at('heldOut').present ? root.at('heldOut').list() : [];
  const places = [
    ...root
      .at('items')
      .list()
      .map((place) => ({ place, apart: false })),
    ...heldOut.map((place) => ({ place, apart: true })),
  ];
  const items = places.map(({ place, apart }, index) =>
    readItem(place, { suite, tools, apart, number: index + 1 }),
  );
  const allTools = [...tools, ...toolsOfCalls(items, tools)];
  return items.map((item) => ({ ...item, tools: allTools }));
}

function readTool(place: Place): KeyTool {
  const parameters = toJson(place.at('parameters').value);
  return {
    name: place.at('name').text(),
    parameters: isJsonObject(parameters) ? parameters : { type: 'object' },
  };
}

type BareItem = Omit<KeyItem, 'tools'>;

interface Around {
  readonly suite: string;
  readonly tools: readonly KeyTool[];
  /** Does it stand in the section of held-out items? */
  readonly apart: boolean;
  readonly number: number;
}

function readItem(place: Place, { suite, tools, apart, number }: Around): BareItem {
  return {
    id: place.at('id').present ? place.at('id').text() : `${suite}-${number}`,
    suite,
    prompt: place.at('messages').present ? lastUserMessage(place) : place.at('prompt').text(),
    heldOut: apart || place.at('heldOut').value === true,
    calls: readExpectation(place).map((call) => readCall(call, tools)),
  };
}

function lastUserMessage(item: Place): string {
  const messages = item.at('messages').list();
  const last = messages.findLast((message) => message.at('role').value === 'user');
  if (last !== undefined) return last.at('content').text();
  item.at('messages').complain('a message with role user');
  return '';
}

function readExpectation(item: Place): readonly Place[] {
  const expect = item.at('expect');
  if (expect.value === 'none') return [];
  const calls = expect.present ? expect.at('calls') : item.at('calls');
  if (calls.value === 'none') return [];
  return calls.list();
}

function readCall(place: Place, tools: readonly KeyTool[]): Call {
  const tool = place.at('tool').text();
  const parameters = tools.find(({ name }) => name === tool)?.parameters ?? {};
  const given = place.at('arguments').present ? place.at('arguments').entries() : [];
  const values = given.flatMap(([name, argument]) => {
    const value = rightValue(toJson(argument.value), { name, parameters });
    return value === undefined ? [] : [[name, value] as const];
  });
  const free = given.filter(([, argument]) => argument.at('any').value === true);
  return { tool, arguments: Object.fromEntries(values), free: free.map(([name]) => name) };
}

/** A value that the matcher takes; undefined where the argument is better left out. */
function rightValue(
  matcher: Json,
  argument: { readonly name: string; readonly parameters: JsonObject },
): Json | undefined {
  if (!isJsonObject(matcher)) return matcher;
  const oneOf = matcher['oneOf'];
  if (Array.isArray(oneOf)) return toJson(oneOf[0]);
  if (matcher['any'] === true) return anyValue(argument);
  return matcher['equals'] ?? matcher;
}

/** Where anything will do, the argument is left out, unless the tool insists on it. */
function anyValue({
  name,
  parameters,
}: {
  readonly name: string;
  readonly parameters: JsonObject;
}): Json | undefined {
  const required = parameters['required'];
  if (!Array.isArray(required) || !required.includes(name)) return undefined;
  const properties = parameters['properties'];
  const schema = isJsonObject(properties) ? properties[name] : undefined;
  return sampleValue(isJsonObject(schema) ? schema : {}, ['any', name]);
}

/** Tools that a suite without a tool list uses: known by name and arguments only. */
function toolsOfCalls(items: readonly BareItem[], known: readonly KeyTool[]): readonly KeyTool[] {
  const names = new Map(
    items.flatMap(({ calls }) => calls).map((call) => [call.tool, call.arguments]),
  );
  return [...names]
    .filter(([name]) => known.every((tool) => tool.name !== name))
    .map(([name, args]) => ({ name, parameters: parametersLike(args) }));
}

function parametersLike(args: Call['arguments']): JsonObject {
  const properties = Object.fromEntries(Object.keys(args).map((name) => [name, {}]));
  return { type: 'object', properties, required: Object.keys(args) };
}
