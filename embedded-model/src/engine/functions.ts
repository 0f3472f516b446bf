import type { Tool } from '../chat/chat-request.ts';
import type { GrammarSchema } from '../schema/grammar-schema.ts';

/** Tools as the engine takes them; undefined when there are none. */
export type Functions = Record<string, { description?: string; params?: GrammarSchema }>;

export function toFunctions(tools: readonly Tool[]): Functions | undefined {
  if (tools.length === 0) return undefined;
  return Object.fromEntries(
    tools.map(({ name, description, parameters }) => [
      name,
      {
        ...(description === '' ? {} : { description }),
        ...(parameters ? { params: parameters } : {}),
      },
    ]),
  );
}
