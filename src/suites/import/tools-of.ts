import { isJsonObject, type Json, type JsonObject } from '../../json';
import { toolNameOf } from './names';

/** A tool as a suite has it; its schema is checked with its item. */
export interface DraftTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
}

/**
 * Tools in any of the usual forms: OpenAI's `{type: function, function: {...}}`, Anthropic's `input_schema`, MCP's
 * `inputSchema`, a suite's own. Null: an entry of the list is none of these.
 */
export function toolsOf(list: unknown): readonly DraftTool[] | null {
  if (!Array.isArray(list)) return null;
  const tools = list.map(toolOf);
  return tools.some((tool) => tool === null) ? null : tools.flatMap((tool) => tool ?? []);
}

function toolOf(value: Json): DraftTool | null {
  if (!isJsonObject(value)) return null;
  const inner = value['function'];
  if (isJsonObject(inner)) return toolOf(inner);
  const { name, title, description } = value;
  if (typeof name !== 'string') return null;
  const schema = value['parameters'] ?? value['inputSchema'] ?? value['input_schema'];
  const texts = [description, title].filter((text) => typeof text === 'string');
  const about = texts.find((text) => text.trim() !== '') ?? name;
  return {
    name: toolNameOf(name),
    description: about,
    parameters: isJsonObject(schema) ? schema : { type: 'object', properties: {} },
  };
}

/** Any arguments that the tool's schema allows. */
export function anyArguments({ parameters }: DraftTool): JsonObject {
  const { properties } = parameters;
  if (!isJsonObject(properties)) return {};
  return Object.fromEntries(Object.keys(properties).map((name) => [name, { any: true }]));
}
