import { isJsonObject, type Json, type JsonObject } from '../../json';
import { toolNameOf } from './names';

/** A tool as a suite has it; its schema is checked with its item. */
export interface DraftTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

/** The tools of a list, and those of its entries that are none: tools that a provider has built in, for one. */
export interface FoundTools {
  readonly tools: readonly DraftTool[];
  readonly strange: readonly Json[];
}

/**
 * Tools in any of the usual forms: OpenAI's `{type: function, function: {...}}`, Anthropic's `input_schema`, MCP's
 * `inputSchema`, Gemini's `functionDeclarations`, Bedrock's `toolSpec`, a suite's own. Null: it is no list.
 */
export function foundTools(list: unknown): FoundTools | null {
  if (!Array.isArray(list)) return null;
  const found = list.map((value: Json) => ({ value, tools: toolsIn(value) }));
  return {
    tools: found.flatMap(({ tools }) => tools),
    strange: found.flatMap(({ value, tools }) => (tools.length === 0 ? [value] : [])),
  };
}

/** The tools of a list. Null: an entry of it is none. */
export function toolsOf(list: unknown): readonly DraftTool[] | null {
  const found = foundTools(list);
  return found === null || found.strange.length > 0 ? null : found.tools;
}

function toolsIn(value: Json): readonly DraftTool[] {
  if (!isJsonObject(value)) return [];
  const declared = value['functionDeclarations'] ?? value['function_declarations'];
  if (Array.isArray(declared)) return declared.flatMap(toolsIn);
  for (const name of ['function', 'toolSpec', 'definition', 'schema']) {
    const inner = value[name];
    if (isJsonObject(inner) && typeof value['name'] !== 'string') return toolsIn(inner);
  }
  return toolIn(value);
}

function toolIn(value: JsonObject): readonly DraftTool[] {
  const { name, title, description } = value;
  const schema = schemaOf(value);
  if (typeof name !== 'string' || isBuiltIn(value, schema)) return [];
  const texts = [description, title].filter((text) => typeof text === 'string');
  const about = texts.find((text) => text.trim() !== '') ?? name;
  const parameters = schema ? withPlainTypes(schema) : { type: 'object', properties: {} };
  return [{ name: toolNameOf(name), description: about, parameters }];
}

/** Bedrock has it in a field of its own. */
function schemaOf(value: JsonObject): JsonObject | null {
  const schema = value['parameters'] ?? value['inputSchema'] ?? value['input_schema'];
  if (!isJsonObject(schema)) return null;
  return isJsonObject(schema['json']) ? schema['json'] : schema;
}

/** What a provider has built in has a name, and a type of its own instead of a description. */
function isBuiltIn({ type, description }: JsonObject, schema: JsonObject | null): boolean {
  return schema === null && description === undefined && typeof type === 'string' && type !== 'function';
}

const TYPE = /^(?:OBJECT|STRING|NUMBER|INTEGER|BOOLEAN|ARRAY|NULL)$/;

/** Gemini writes the names of types in capitals. */
function withPlainTypes(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => {
      if (name === 'type' && typeof value === 'string' && TYPE.test(value)) {
        return [name, value.toLowerCase()];
      }
      return [name, name === 'enum' || name === 'const' ? value : plainInside(value)];
    }),
  );
}

function plainInside(value: Json): Json {
  if (Array.isArray(value)) return value.map(plainInside);
  return isJsonObject(value) ? withPlainTypes(value) : value;
}

/** Any arguments that the tool's schema allows. */
export function anyArguments({ parameters }: DraftTool): Record<string, Json> {
  const { properties } = parameters;
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(Object.keys(properties).map((name) => [name, { any: true }]));
}
