import type { Json } from '../json';
import type { Example, ToolCall } from '../suites/suite';
import { toolNameSchema } from './answer-schema';
import { dialogue, lastUserMessage } from './dialogue';
import { TOKENS } from './limits';
import type { Question, VariantTask } from './variant';
import { NONE, systemWording, toolList } from './wording';
import { turns, type WorkedStep } from './worked-step';

const FIRST =
  'You are a tool router. Decide which tool the last message of the user asks for; when it asks for several things, the tool for the first of them.';
const FURTHER =
  'You are a tool router. Some calls for the last message of the user are made already. Decide which tool the rest of the message asks for, or none when nothing is left.';

/** Which tool is due first, or none? */
export function firstToolQuestion(task: VariantTask, examples: readonly Example[]): Question {
  const steps = examples.map(({ user, calls }) => ({ ask: user, answer: toolAt(calls, 0) }));
  return toolQuestion(task, { wording: FIRST, ask: lastUserMessage(task), steps });
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
  const wording = systemWording(parts.wording, task.prompt);
  const system = `${wording}\nTools:\n${toolList(task)}\nAnswer with one JSON object: {"tool": "<name>"}.`;
  return {
    messages: dialogue(task, { system, examples: parts.steps.flatMap(turns), ask: parts.ask }),
    answerSchema: toolNameSchema(task.tools),
    maxTokens: TOKENS.toolName,
  };
}

function furtherAsk(user: string, made: readonly ToolCall[]): string {
  const names = made.map(({ tool }) => tool).join(', ');
  const done = made.map((call) => `Done already: ${JSON.stringify(call.arguments)}`);
  return [user, `Calls already made: ${names}`, ...done].join('\n');
}

function toolAt(calls: readonly ToolCall[], index: number): Json {
  return { tool: calls[index]?.tool ?? NONE };
}
