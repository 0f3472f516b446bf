import type { Message, Tool, ToolCall } from '../suites/suite';
import { emptyArgument } from './answer-schema';
import { readDecision, writeDecision } from './decision-json';
import { decisionQuestion } from './decision-question';
import type { Variant, VariantTask } from './variant';
import { argumentNames } from './wording';

/** `json_schema` with the suite's worked examples as turns of user and assistant. */
export const fewShot: Variant = {
  name: 'few_shot',
  summary: "json_schema with the suite's worked examples before the question",
  needsExamples: true,
  next(task, [answer]) {
    return answer === undefined
      ? { kind: 'ask', question: decisionQuestion(task, workedExamples(task)) }
      : { kind: 'decide', decision: readDecision(answer.text, task.tools) };
  },
};

function workedExamples({ examples, tools }: VariantTask): readonly Message[] {
  return examples.flatMap(({ user, calls }) => [
    { role: 'user', content: user },
    { role: 'assistant', content: writeDecision(calls.map((call) => withEmpties(call, tools))) },
  ]);
}

/** The call with optional arguments left empty rather than out, as a constrained answer must have them. */
function withEmpties(call: ToolCall, tools: readonly Tool[]): ToolCall {
  const tool = tools.find(({ name }) => name === call.tool);
  if (tool === undefined) return call;
  const every = argumentNames(tool).map((name) => [
    name,
    call.arguments[name] ?? emptyArgument(tool, name),
  ]);
  return { tool: call.tool, arguments: Object.fromEntries(every) };
}
