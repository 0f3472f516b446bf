import { isJsonObject, type Json } from '../json';
import type { Example, Message, Tool, ToolCall } from '../suites/suite';
import { oneArgumentSchema, toolNameSchema } from './answer-schema';
import type { ArgumentDue } from './atomic-progress';
import { dialogue, lastUserMessage } from './dialogue';
import { TOKENS } from './limits';
import type { Question, VariantTask } from './variant';
import { describedTools, isRequired, NONE, systemWording, toolList } from './wording';

/** A question with its answer: a worked example of one small step. */
interface WorkedStep {
  readonly ask: string;
  readonly answer: Json;
}

const FIRST = 'You are a tool router. Decide which tool the message of the user asks for first.';
const FURTHER =
  'You are a tool router. Some calls for the message of the user are made already. Decide whether the message asks for one more.';
const ARGUMENT = 'You fill in one argument of a tool call. Copy it from the message of the user.';

/** Which tool is due first, or none? */
export function firstToolQuestion(task: VariantTask, examples: readonly Example[]): Question {
  return toolQuestion(task, {
    wording: FIRST,
    ask: firstAsk(lastUserMessage(task)),
    steps: examples.map(({ user, calls }) => ({ ask: firstAsk(user), answer: toolAt(calls, 0) })),
  });
}

/** Is another call due after those made, and of which tool? */
export function furtherToolQuestion(
  task: VariantTask,
  made: readonly ToolCall[],
  examples: readonly Example[],
): Question {
  return toolQuestion(task, {
    wording: FURTHER,
    ask: furtherAsk(lastUserMessage(task), made),
    steps: examples.flatMap(({ user, calls }) =>
      calls.map((_, index) => ({
        ask: furtherAsk(user, calls.slice(0, index + 1)),
        answer: toolAt(calls, index + 1),
      })),
    ),
  });
}

function toolQuestion(
  task: VariantTask,
  parts: { readonly wording: string; readonly ask: string; readonly steps: readonly WorkedStep[] },
): Question {
  const system = `${systemWording(parts.wording, task.prompt)}\nTools:\n${toolList(task)}\nAnswer with one JSON object: {"tool": "<name>"}.`;
  return {
    messages: dialogue(task, { system, examples: parts.steps.flatMap(turns), ask: parts.ask }),
    answerSchema: toolNameSchema(task.tools),
    maxTokens: TOKENS.toolName,
  };
}

function firstAsk(user: string): string {
  return `Message: "${user}"\nWhich tool?`;
}

function furtherAsk(user: string, made: readonly ToolCall[]): string {
  const names = made.map(({ tool }) => tool).join(', ');
  return `Message: "${user}"\nCalls already made: ${names}\nWhich tool is still to be called?`;
}

function toolAt(calls: readonly ToolCall[], index: number): Json {
  return { tool: calls[index]?.tool ?? NONE };
}

/** What is one argument of a call? */
export function argumentQuestion(
  task: VariantTask,
  due: ArgumentDue,
  examples: readonly Example[],
): Question {
  const tools = describedTools(task);
  const system = `${systemWording(ARGUMENT, task.prompt)}\nAnswer with one JSON object: {"<argument>": ...}.`;
  const steps = examples.flatMap(({ user, calls }) =>
    calls.flatMap((call, index) =>
      argumentSteps({ user, earlier: calls.slice(0, index), call }, tools),
    ),
  );
  const ask = argumentAsk(lastUserMessage(task), due);
  return {
    messages: dialogue(task, { system, examples: steps.flatMap(turns), ask }),
    answerSchema: oneArgumentSchema(due.tool, due.argument),
    maxTokens: TOKENS.argument,
  };
}

function argumentSteps(
  worked: { readonly user: string; readonly earlier: readonly ToolCall[]; readonly call: ToolCall },
  tools: readonly Tool[],
): readonly WorkedStep[] {
  const tool = tools.find(({ name }) => name === worked.call.tool);
  if (tool === undefined) return [];
  return Object.entries(worked.call.arguments).map(([argument, value]) => ({
    ask: argumentAsk(worked.user, { made: worked.earlier, tool, argument }),
    answer: { [argument]: value },
  }));
}

function argumentAsk(
  user: string,
  { made, tool, argument }: Pick<ArgumentDue, 'made' | 'tool' | 'argument'>,
): string {
  const lines = [
    `Message: "${user}"`,
    `Tool: ${tool.name}`,
    ...made
      .filter((call) => call.tool === tool.name)
      .map((call) => `Done already: ${JSON.stringify(call.arguments)}`),
    `Argument: ${argument}${argumentNote(tool, argument)}`,
  ];
  return lines.join('\n');
}

function argumentNote(tool: Tool, argument: string): string {
  const properties = tool.parameters['properties'];
  const schema = isJsonObject(properties) ? properties[argument] : undefined;
  const description = isJsonObject(schema) ? schema['description'] : undefined;
  const note = typeof description === 'string' ? ` (${description})` : '';
  return isRequired(tool, argument) ? note : `${note}, empty when the message does not give it`;
}

function turns({ ask, answer }: WorkedStep): readonly Message[] {
  return [
    { role: 'user', content: ask },
    { role: 'assistant', content: JSON.stringify(answer) },
  ];
}
