import type { ChatRequest } from '../chat/chat-request.ts';

/**
 * What conversations have in common that are likely to share a long beginning: the system prompt,
 * the tools and, where worked examples or earlier turns follow, the first question.
 */
export function conversationKey({ messages, tools }: ChatRequest): string {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const questions = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  return JSON.stringify([system, tools, questions.length > 1 ? questions[0] : null]);
}
