import type { GrammarSchema } from '../schema/grammar-schema.ts';

/** A request for one answer, checked and with its defaults filled in. */
export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly Tool[];
  /** At most one call per answer. */
  readonly singleCall: boolean;
  readonly format: ResponseFormat;
  readonly sampling: Sampling;
  readonly maxTokens: number;
  readonly stop: readonly string[];
}

export interface Sampling {
  /** 0 takes the likeliest token each time. */
  readonly temperature: number;
  readonly topP: number;
  readonly seed: number | undefined;
}

export type ChatMessage =
  | Readonly<{ role: 'system' | 'user'; content: string }>
  | Readonly<{ role: 'assistant'; content: string; toolCalls: readonly ToolCall[] }>
  | Readonly<{ role: 'tool'; content: string; toolCallId: string }>;

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: GrammarSchema | undefined;
}

export type ResponseFormat =
  | Readonly<{ type: 'text' }>
  | Readonly<{ type: 'json_object' }>
  | Readonly<{ type: 'json_schema'; schema: GrammarSchema }>;
