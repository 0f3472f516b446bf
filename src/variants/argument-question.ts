import type { Example, Tool, ToolCall } from '../suites/suite';
import { emptyArgument, oneArgumentSchema } from './answer-schema';
import type { ArgumentDue } from './atomic-progress';
import { dialogue, lastUserMessage } from './dialogue';
import { TOKENS } from './limits';
import type { Question, VariantTask } from './variant';
import { argumentMeaning, argumentNames, isRequired, systemWording } from './wording';
import { turns, type WorkedStep } from './worked-step';

const ARGUMENT = 'You fill in one argument of a tool call. Copy it from the message of the user.';

/** What is one argument of a call? */
export function argumentQuestion(
  task: VariantTask,
  due: ArgumentDue,
  examples: readonly Example[],
): Question {
  const wording = systemWording(ARGUMENT, task.prompt);
  const system = `${wording}\nAnswer with one JSON object: {"<argument>": ...}.`;
  const steps = examples.flatMap(({ user, calls }) =>
    calls.flatMap((call, index) => workedArguments(task.tools, { user, calls, call, index })),
  );
  const ask = argumentAsk(lastUserMessage(task), due);
  return {
    messages: dialogue(task, { system, examples: steps.flatMap(turns), ask }),
    answerSchema: oneArgumentSchema(due.tool, due.argument),
    maxTokens: TOKENS.argument,
  };
}

/** One step per argument of one call of an example; those it leaves out are shown left empty. */
function workedArguments(
  tools: readonly Tool[],
  { user, calls, call, index }: Example & { readonly call: ToolCall; readonly index: number },
): readonly WorkedStep[] {
  const tool = tools.find(({ name }) => name === call.tool);
  if (tool === undefined) return [];
  return argumentNames(tool).map((argument) => ({
    ask: argumentAsk(user, { made: calls.slice(0, index), tool, argument }),
    answer: { [argument]: call.arguments[argument] ?? emptyArgument(tool, argument) },
  }));
}

function argumentAsk(
  user: string,
  { made, tool, argument }: Pick<ArgumentDue, 'made' | 'tool' | 'argument'>,
): string {
  const done = made
    .filter((call) => call.tool === tool.name)
    .map((call) => `Done already: ${JSON.stringify(call.arguments)}`);
  return [user, `Tool: ${tool.name}`, ...done, argumentLine(tool, argument)].join('\n');
}

function argumentLine(tool: Tool, argument: string): string {
  const meaning = argumentMeaning(tool, argument);
  const note = meaning === argument ? '' : ` (${meaning})`;
  const optional = isRequired(tool, argument) ? '' : ', empty when the message does not give it';
  return `Argument: ${argument}${note}${optional}`;
}
