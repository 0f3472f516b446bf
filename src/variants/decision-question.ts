import type { Message } from '../suites/suite';
import { decisionSchema } from './answer-schema';
import { dialogue, lastUserMessage } from './dialogue';
import { TOKENS } from './limits';
import type { Question, VariantTask } from './variant';
import { systemWording, toolList } from './wording';

const SYSTEM = 'You are a tool router. Decide which tools the last message of the user asks for.';

const FORM = `Answer with one JSON object: {"calls": [{"tool": "<name>", "arguments": {...}}]}.
Give one call for each thing the user asks for, in order. Give an empty list when no tool is needed.`;

/** The whole decision as one constrained JSON answer. */
export function decisionQuestion(task: VariantTask, examples: readonly Message[]): Question {
  const wording = systemWording(SYSTEM, task.prompt);
  const system = `${wording}\nAvailable tools:\n${toolList(task)}\n${FORM}`;
  return {
    messages: dialogue(task, { system, examples, ask: lastUserMessage(task) }),
    answerSchema: decisionSchema(task.tools),
    maxTokens: TOKENS.decision,
  };
}
