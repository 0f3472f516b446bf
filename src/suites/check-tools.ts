import type { InputIssue } from '../input-issue';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Tool } from './suite';

/** Reads the JSON Schemas of tools. The domain only knows what it asks; who answers is up to the caller. */
export interface SchemaReader {
  /** Why a tool's schema cannot be used; null: it can. */
  problemOf(tool: Tool): string | null;
  /** Why a value cannot be this argument of the tool; null: it can. */
  argumentProblem(tool: Tool, argument: string, value: Json): string | null;
}

/** Takes every schema and every value: for callers that have checked them before. */
export const TRUSTING_READER: SchemaReader = {
  problemOf: () => null,
  argumentProblem: () => null,
};

/** What is wrong with the tools of a suite: names used twice, arguments that are no object, unusable schemas. */
export function toolIssues(tools: readonly Tool[], reader: SchemaReader): readonly InputIssue[] {
  return tools.flatMap((tool, index) => [
    ...duplicateIssues(tools, index),
    ...parameterIssues(tool, index, reader),
  ]);
}

function duplicateIssues(tools: readonly Tool[], index: number): readonly InputIssue[] {
  const first = tools.findIndex(({ name }) => name === tools[index]?.name);
  if (first === index) return [];
  return [
    {
      path: ['tools', index, 'name'],
      message: `"${tools[index]?.name}" is already the name of tools[${first}]; names must differ`,
    },
  ];
}

function parameterIssues(tool: Tool, index: number, reader: SchemaReader): readonly InputIssue[] {
  const path = ['tools', index, 'parameters'];
  if (tool.parameters['type'] !== 'object') {
    return [
      { path, message: 'expected a JSON Schema of an object: type: object, with its properties' },
    ];
  }
  const problem = reader.problemOf(tool);
  return problem === null ? [] : [{ path, message: `not a usable JSON Schema: ${problem}` }];
}

/** Names of the arguments that a tool's schema describes. */
export function argumentNames(tool: Tool): readonly string[] {
  return Object.keys(propertiesOf(tool));
}

/** Does the schema say, in any of its ways, that an argument of this name may be given? */
export function allowsArgument(tool: Tool, name: string): boolean {
  return (
    Object.hasOwn(propertiesOf(tool), name) ||
    isJsonObject(tool.parameters['patternProperties']) ||
    tool.parameters['additionalProperties'] === true ||
    isJsonObject(tool.parameters['additionalProperties'])
  );
}

/** Names of the arguments that must be given. */
export function requiredArguments(tool: Tool): readonly string[] {
  const required = tool.parameters['required'];
  if (!Array.isArray(required)) return [];
  return required.filter((name) => typeof name === 'string');
}

function propertiesOf(tool: Tool): JsonObject {
  const properties = tool.parameters['properties'];
  return isJsonObject(properties) ? properties : {};
}
