import type { Example, Message } from '../suites/suite';
import { readDecision, writeDecision } from './decision-json';
import { decisionQuestion } from './decision-question';
import type { Variant } from './variant';

/** `json_schema` with the suite's worked examples as turns of user and assistant. */
export const fewShot: Variant = {
  name: 'few_shot',
  summary: "json_schema with the suite's worked examples before the question",
  needsExamples: true,
  next(task, [answer]) {
    return answer === undefined
      ? { kind: 'ask', question: decisionQuestion(task, task.examples.flatMap(workedExample)) }
      : { kind: 'decide', decision: readDecision(answer.text, task.tools) };
  },
};

function workedExample({ user, calls }: Example): readonly Message[] {
  return [
    { role: 'user', content: user },
    { role: 'assistant', content: writeDecision(calls) },
  ];
}
