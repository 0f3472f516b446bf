import type { Message } from '../suites/suite';
import { writeDecision } from './decision-json';
import { spokenTurns } from './dialogue';
import type { Decision, RawAnswer, VariantTask } from './variant';
import { spokenExchanges } from './written-exchange';

/**
 * What an item adds to the shared conversation of a run (`i0`): its own turns, and what was answered to them.
 *
 * An answer given in one piece is repeated as it came; one put together from tool calls or from several small answers
 * is written as the JSON of its calls.
 */
export function conversationAfter(
  task: VariantTask,
  answers: readonly RawAnswer[],
  decision: Decision,
): readonly Message[] {
  return [
    ...spokenTurns(task.messages),
    ...spokenExchanges(task.exchanges ?? []),
    { role: 'assistant', content: whatWasAnswered(answers, decision) },
  ];
}

function whatWasAnswered(answers: readonly RawAnswer[], decision: Decision): string {
  const [only, ...further] = answers;
  if (only !== undefined && further.length === 0 && only.text.trim() !== '') return only.text;
  return writeDecision(decision.kind === 'calls' ? decision.calls : []);
}
