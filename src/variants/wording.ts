import { isJsonObject } from '../json';
import type { Tool } from '../suites/suite';
import type { PromptSet, VariantTask } from './variant';

/** The name that stands for "no call is due" wherever a model must name a tool. */
export const NONE = 'none';

/** The tools as the model sees them: a named prompt set may describe them in other words. */
export function describedTools({ tools, prompt }: VariantTask): readonly Tool[] {
  return tools.map((tool) => ({
    ...tool,
    description: prompt?.tools?.[tool.name] ?? tool.description,
  }));
}

/** The tools of a task as lines of a system prompt, the way out last. */
export function toolList(task: VariantTask): string {
  return [...describedTools(task).map(toolLine), NONE_LINE].join('\n');
}

const NONE_LINE = `- ${NONE}(): no tool is needed (small talk, general knowledge, opinions).`;

function toolLine(tool: Tool): string {
  return `- ${tool.name}(${argumentNames(tool).join(', ')}): ${tool.description}`;
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
