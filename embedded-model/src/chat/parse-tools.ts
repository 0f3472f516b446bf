import { badField, notServed } from '../http/api-error.ts';
import { toolSchema } from '../schema/tool-schema.ts';
import type { Tool } from './chat-request.ts';
import { arrayAt, type JsonObject, objectAt, stringAt } from './fields.ts';

/**
 * The tools that the model may call: none where `tool_choice` is "none".
 *
 * @throws ApiError 400 naming the tool and field
 */
export function parseTools(fields: JsonObject): readonly Tool[] {
  const choice = fields['tool_choice'] ?? 'auto';
  if (choice !== 'auto' && choice !== 'none') {
    throw notServed('tool_choice', 'only "auto" and "none" are served');
  }
  const tools = arrayAt('tools', fields['tools'] ?? []).map(parseTool);
  const names = new Set(tools.map(({ name }) => name));
  if (names.size < tools.length) throw badField('tools', 'tools with different names', [...names]);
  return choice === 'none' ? [] : tools;
}

function parseTool(value: unknown, index: number): Tool {
  const path = `tools[${index}]`;
  const tool = objectAt(path, value);
  if (tool['type'] !== 'function') throw badField(`${path}.type`, '"function"', tool['type']);
  const fields = objectAt(`${path}.function`, tool['function']);
  const name = stringAt(`${path}.function.name`, fields['name']);
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw badField(`${path}.function.name`, '1 to 64 letters, digits, "_" or "-"', name);
  }
  return {
    name,
    description: stringAt(`${path}.function.description`, fields['description'] ?? ''),
    parameters: toolSchema(`${path}.function.parameters`, fields['parameters']),
  };
}
