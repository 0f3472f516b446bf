import type { Message } from '../suites/suite';
import type { VariantTask } from './variant';
import { exchangeLines } from './written-exchange';

/**
 * The messages of one question: system prompt, worked examples, the shared conversation, the item's earlier turns,
 * and last what the user says now.
 *
 * System messages of the item join the variant's, since many chat templates accept only one.
 */
export function dialogue(
  task: VariantTask,
  parts: { readonly system: string; readonly examples: readonly Message[]; readonly ask: string },
): readonly Message[] {
  const own = task.messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  return [
    { role: 'system', content: [parts.system, ...own].join('\n\n') },
    ...parts.examples,
    ...task.history,
    ...spokenTurns(task.messages).slice(0, -1),
    { role: 'user', content: parts.ask },
  ];
}

/** What the user says last: the request that is decided on; below it what was called already, and what came of it. */
export function lastUserMessage(task: VariantTask): string {
  return [lastRequest(task), ...exchangeLines(task.exchanges ?? [])].join('\n');
}

/** What the user says last, word for word. */
export function lastRequest(task: VariantTask): string {
  return task.messages.findLast(({ role }) => role === 'user')?.content ?? '';
}

/** The turns of user and assistant, without system messages. */
export function spokenTurns(messages: readonly Message[]): readonly Message[] {
  return messages.filter(({ role }) => role !== 'system');
}
