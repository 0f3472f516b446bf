import type { Message } from '../suites/suite';
import { decisionSchema } from './answer-schema';
import { dialogue, lastUserMessage } from './dialogue';
import { TOKENS } from './limits';
import type { Question, VariantTask } from './variant';
import { callForms, NOTHING_TO_CALL, systemWording } from './wording';

const SYSTEM = 'You are a tool router. Decide which tools the last message of the user asks for.';

const FORM = `Answer with one JSON object: {"calls": [...]}, one call for each thing that is asked for, in order. Copy values word for word.
For ${NOTHING_TO_CALL}, answer {"calls": []}.`;

/** The whole decision as one constrained JSON answer. */
export function decisionQuestion(task: VariantTask, examples: readonly Message[]): Question {
  const wording = systemWording(SYSTEM, task.prompt);
  const system = `${wording}\nTools, and how to call them:\n${callForms(task)}\n${FORM}`;
  return {
    messages: dialogue(task, { system, examples, ask: lastUserMessage(task) }),
    answerSchema: decisionSchema(task.tools),
    maxTokens: TOKENS.decision,
  };
}
