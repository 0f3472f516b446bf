import type { InputIssue } from '../input-issue';
import type { Json } from '../json';
import { didYouMean } from '../nearest-word';
import { allowsArgument, argumentNames, requiredArguments, type SchemaReader } from './check-tools';
import type { ExpectedCall, Matcher, ScriptedResult, Tool, ToolCall } from './suite';

/** The tools that calls may name, and who reads their schemas. */
export interface KnownTools {
  readonly tools: readonly Tool[];
  readonly reader: SchemaReader;
}

/** What is wrong with a call that an item expects, by the tools of its suite. */
export function expectedCallIssues(
  call: ExpectedCall,
  path: InputIssue['path'],
  known: KnownTools,
): readonly InputIssue[] {
  const values = Object.entries(call.arguments).map(
    ([name, matcher]) => [name, valuesOf(matcher)] as const,
  );
  return [
    ...callIssues({ tool: call.tool, values }, path, known),
    ...forbiddenIssues(call, path, known),
  ];
}

/** What is wrong with a scripted result: it answers a call of a tool that is there, of arguments that the tool has. */
export function scriptedResultIssues(
  scripted: ScriptedResult,
  path: InputIssue['path'],
  { tools }: KnownTools,
): readonly InputIssue[] {
  const tool = tools.find(({ name }) => name === scripted.tool);
  if (tool === undefined) return [unknownToolIssue(scripted.tool, path, tools)];
  return Object.keys(scripted.arguments ?? {})
    .filter((name) => !allowsArgument(tool, name))
    .map((name) => unknownArgumentIssue(tool, name, [...path, 'arguments', name]));
}

/** A call without an argument that its tool requires could never be right. */
function forbiddenIssues(
  call: ExpectedCall,
  path: InputIssue['path'],
  { tools }: KnownTools,
): readonly InputIssue[] {
  const tool = tools.find(({ name }) => name === call.tool);
  if (tool === undefined) return [];
  return requiredArguments(tool)
    .filter((name) => call.arguments[name]?.kind === 'absent')
    .map((name) => ({
      path: [...path, 'arguments', name],
      message: `expected a value: ${tool.name} requires it, so a call without it breaks the tool's schema`,
    }));
}

/** The same for a call of a worked example. */
export function exampleCallIssues(
  call: ToolCall,
  path: InputIssue['path'],
  known: KnownTools,
): readonly InputIssue[] {
  const values = Object.entries(call.arguments).map(([name, value]) => [name, [value]] as const);
  return callIssues({ tool: call.tool, values }, path, known);
}

interface CallValues {
  readonly tool: string;
  /** Per argument the values that it may have. */
  readonly values: readonly (readonly [name: string, values: readonly Json[]])[];
}

/** Values that a matcher names: they must fit the tool's schema. A matcher that describes its values names none. */
function valuesOf(matcher: Matcher): readonly Json[] {
  if (matcher.kind === 'equals' || matcher.kind === 'near') return [matcher.value];
  if (matcher.kind === 'optional') return valuesOf(matcher.matcher);
  return matcher.kind === 'oneOf' ? matcher.values : [];
}

function callIssues(
  call: CallValues,
  path: InputIssue['path'],
  known: KnownTools,
): readonly InputIssue[] {
  const tool = known.tools.find(({ name }) => name === call.tool);
  if (tool === undefined) return [unknownToolIssue(call.tool, path, known.tools)];
  return [
    ...missingArgumentIssues(tool, call, path),
    ...call.values.flatMap(([name, values]) => {
      const place = [...path, 'arguments', name];
      if (!allowsArgument(tool, name)) return [unknownArgumentIssue(tool, name, place)];
      return values.flatMap((value) => {
        const problem = known.reader.argumentProblem(tool, name, value);
        return problem === null ? [] : [misfitIssue({ tool, value, problem }, place)];
      });
    }),
  ];
}

function unknownToolIssue(
  name: string,
  path: InputIssue['path'],
  tools: readonly Tool[],
): InputIssue {
  const names = tools.map((tool) => tool.name);
  const hint = didYouMean(name, names) || `; the tools are ${names.join(', ')}`;
  return { path: [...path, 'tool'], message: `no tool is called "${name}"${hint}` };
}

function missingArgumentIssues(
  tool: Tool,
  { values }: CallValues,
  path: InputIssue['path'],
): readonly InputIssue[] {
  return requiredArguments(tool)
    .filter((name) => !values.some(([given]) => given === name))
    .map((name) => ({
      path: [...path, 'arguments'],
      message: `"${name}" is missing, and ${tool.name} requires it; where its value does not matter, expect ${name}: {any: true}`,
    }));
}

function unknownArgumentIssue(tool: Tool, name: string, path: InputIssue['path']): InputIssue {
  const names = argumentNames(tool);
  const list = names.length === 0 ? 'it takes none' : `its arguments are ${names.join(', ')}`;
  const hint = didYouMean(name, names) || `; ${list}`;
  return { path, message: `${tool.name} has no argument "${name}"${hint}` };
}

function misfitIssue(
  { tool, value, problem }: { tool: Tool; value: Json; problem: string },
  path: InputIssue['path'],
): InputIssue {
  return {
    path,
    message: `${JSON.stringify(value)} does not fit the schema of ${tool.name}: ${problem}`,
  };
}
