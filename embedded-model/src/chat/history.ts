import type { ChatMessage, ToolCall } from './chat-request.ts';

/** A conversation as the engine's chat wrapper takes it. */
export type HistoryItem =
  | { type: 'system'; text: string }
  | { type: 'user'; text: string }
  | { type: 'model'; response: (string | CallItem)[] };

export interface CallItem {
  type: 'functionCall';
  name: string;
  params: unknown;
  result: unknown;
}

/**
 * The conversation so far, ending with the model's turn to answer.
 *
 * The engine keeps a call and its result together in one turn of the model, so results are moved
 * to their calls and neighbouring turns of the model are joined.
 */
export function toHistory(messages: readonly ChatMessage[]): HistoryItem[] {
  const results = resultsOf(messages);
  const history: HistoryItem[] = [];
  for (const message of messages) append(history, message, results);
  modelTurn(history);
  return history;
}

function append(
  history: HistoryItem[],
  message: ChatMessage,
  results: ReadonlyMap<string, unknown>,
): void {
  switch (message.role) {
    case 'system':
    case 'user':
      history.push({ type: message.role, text: message.content });
      return;
    case 'assistant': {
      const turn = modelTurn(history);
      if (message.content !== '') turn.push(message.content);
      turn.push(...message.toolCalls.map((call) => callItem(call, results)));
      return;
    }
    case 'tool':
      return;
  }
}

/** The model's turn at the end of the conversation, begun if need be. */
function modelTurn(history: HistoryItem[]): (string | CallItem)[] {
  const last = history.at(-1);
  if (last?.type === 'model') return last.response;
  const response: (string | CallItem)[] = [];
  history.push({ type: 'model', response });
  return response;
}

function callItem(call: ToolCall, results: ReadonlyMap<string, unknown>): CallItem {
  return {
    type: 'functionCall',
    name: call.name,
    params: call.arguments,
    result: results.get(call.id) ?? null,
  };
}

function resultsOf(messages: readonly ChatMessage[]): ReadonlyMap<string, unknown> {
  return new Map(
    messages.flatMap((message) =>
      message.role === 'tool' ? [[message.toolCallId, jsonOrText(message.content)] as const] : [],
    ),
  );
}

/** The engine writes results as JSON: what is JSON already must not be quoted again. */
function jsonOrText(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
