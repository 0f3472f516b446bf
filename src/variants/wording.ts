import { isJsonObject } from '../json';
import type { Tool } from '../suites/suite';
import type { PromptSet, VariantTask } from './variant';

/** The name that stands for "no call is due" wherever a model must name a tool. */
export const NONE = 'none';

/** The tools as the model sees them: a named prompt set may describe them in other words. */
export function describedTools({ tools, prompt }: VariantTask): readonly Tool[] {
  // A tool may be called `constructor`, which every object has.
  const described = new Map(Object.entries(prompt?.tools ?? {}));
  return tools.map((tool) => ({
    ...tool,
    description: described.get(tool.name) ?? tool.description,
  }));
}

/** What no tool is for. */
export const NOTHING_TO_CALL = 'small talk, general knowledge, opinions, or anything else';

/** The names and descriptions of the tools as lines of a system prompt, the way out last. */
export function toolList(task: VariantTask): string {
  const tools = describedTools(task).map(({ name, description }) => `- ${name}: ${description}`);
  return [...tools, `- ${NONE}: ${NOTHING_TO_CALL}.`].join('\n');
}

/** The tools as lines that each show what a call looks like. */
export function callForms(task: VariantTask): string {
  return describedTools(task).map(callForm).join('\n');
}

function callForm(tool: Tool): string {
  const fields = argumentNames(tool).map((name) => [name, `<${argumentMeaning(tool, name)}>`]);
  const call = { tool: tool.name, arguments: Object.fromEntries(fields) };
  return `- ${tool.description} ${JSON.stringify(call)}`;
}

/** What an argument is, in the words of the tool's schema, or its name where that says nothing. */
export function argumentMeaning(tool: Tool, argument: string): string {
  const properties = tool.parameters['properties'];
  const schema = isJsonObject(properties) ? properties[argument] : undefined;
  const description = isJsonObject(schema) ? schema['description'] : undefined;
  return typeof description === 'string' ? description : argument;
}

/** The names of a tool's arguments, in the order of its schema. */
export function argumentNames(tool: Tool): readonly string[] {
  const properties = tool.parameters['properties'];
  return isJsonObject(properties) ? Object.keys(properties) : [];
}

/** Must every call of the tool carry this argument? */
export function isRequired(tool: Tool, argument: string): boolean {
  const required = tool.parameters['required'];
  return Array.isArray(required) && required.includes(argument);
}

/** The system wording of a variant, or what a named prompt set puts in its place. */
export function systemWording(own: string, prompt: PromptSet | null): string {
  return prompt?.system ?? own;
}
