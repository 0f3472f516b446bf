import type { ToolCall } from '../suites/suite';
import { callOf } from './call-value';
import { dialogue, lastRequest } from './dialogue';
import { TOKENS } from './limits';
import { readText } from './read-text';
import type { Decision, Question, RawAnswer, Variant, VariantTask } from './variant';
import { describedTools, systemWording } from './wording';
import { toolTurns } from './written-exchange';

const SYSTEM =
  'You are an assistant with tools. Call a tool when the user asks for what it does; otherwise answer in plain words.';

/** The endpoint's own tools parameter: one question, and only calls of the endpoint's tool protocol count. */
export const nativeApi: Variant = {
  name: 'native_api',
  summary: "asks with the endpoint's own tools parameter; reads only its tool calls",
  needsExamples: false,
  speaks: true,
  next(task, [answer]) {
    return answer === undefined
      ? { kind: 'ask', question: question(task) }
      : { kind: 'decide', decision: decision(task, answer) };
  },
};

const SYSTEM_WITHOUT_TOOLS = 'You are an assistant. Answer the user.';

function question(task: VariantTask): Question {
  const hasTools = task.tools.length > 0;
  const system = systemWording(hasTools ? SYSTEM : SYSTEM_WITHOUT_TOOLS, task.prompt);
  const turns = toolTurns(task.exchanges ?? []);
  return {
    messages: dialogue(task, { system, examples: [], ask: lastRequest(task) }),
    ...(turns.length > 0 && { turns }),
    ...(hasTools && { tools: describedTools(task) }),
    maxTokens: TOKENS.free,
  };
}

function decision(task: VariantTask, answer: RawAnswer): Decision {
  if (answer.toolCalls.length === 0) return decisionWithoutCalls(task, answer);
  const calls: ToolCall[] = [];
  for (const { name, argumentsText } of answer.toolCalls) {
    const reading = callOf(name, argumentsText, task.tools);
    if (!reading.ok) return { kind: 'malformed', why: reading.why };
    if (reading.call !== null) calls.push(reading.call);
  }
  return { kind: 'calls', calls };
}

/** A call written as text is an attempt that no application with this protocol would see. */
function decisionWithoutCalls(task: VariantTask, answer: RawAnswer): Decision {
  if (task.answerDue === true) return { kind: 'none', text: answer.text };
  const read = readText(answer.text, task.tools);
  if (read.kind !== 'calls') return read;
  const names = read.calls.map(({ tool }) => tool).join(', ');
  return { kind: 'malformed', why: `The call of ${names} is written as text, not as a tool call` };
}
