import { dialogue, lastUserMessage } from './dialogue';
import { TOKENS } from './limits';
import { readText } from './read-text';
import type { Question, Variant, VariantTask } from './variant';
import { callForms, NOTHING_TO_CALL, systemWording } from './wording';

const SYSTEM = 'You are a tool router. Decide which tools the last message of the user asks for.';

const FORM = `Write one JSON object for each thing that is asked for, in order, each on a line of its own. Copy values word for word.
For ${NOTHING_TO_CALL}, write {"tool": "none", "arguments": {}}.`;

/** Tools described in the prompt: one question, and calls are read out of the free text of the answer. */
export const rawSchema: Variant = {
  name: 'raw_schema',
  summary:
    'describes the tools in the prompt; reads bare, fenced, tagged and bracket calls in the text',
  needsExamples: false,
  next(task, [answer]) {
    return answer === undefined
      ? { kind: 'ask', question: question(task) }
      : { kind: 'decide', decision: readText(answer.text, task.tools) };
  },
};

function question(task: VariantTask): Question {
  const wording = systemWording(SYSTEM, task.prompt);
  const system = `${wording}\nTools, and how to call them:\n${callForms(task)}\n${FORM}`;
  return {
    messages: dialogue(task, { system, examples: [], ask: lastUserMessage(task) }),
    maxTokens: TOKENS.free,
  };
}
