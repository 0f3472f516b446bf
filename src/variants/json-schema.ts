import { readDecision } from './decision-json';
import { decisionQuestion } from './decision-question';
import type { Variant } from './variant';

/** One question, whose answer is constrained to a JSON object of calls. */
export const jsonSchema: Variant = {
  name: 'json_schema',
  summary: 'constrains the answer to a JSON object of calls; reads that',
  needsExamples: false,
  next(task, [answer]) {
    return answer === undefined
      ? { kind: 'ask', question: decisionQuestion(task, []) }
      : { kind: 'decide', decision: readDecision(answer.text, task.tools) };
  },
};
