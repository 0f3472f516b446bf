import type { Json } from '../json';
import type { ToolCall } from '../suites/suite';

/** Calls that the model made in one answer, and what the tools gave back, call by call. */
export interface Exchange {
  readonly calls: readonly ToolCall[];
  readonly results: readonly Json[];
}

/** A turn of the endpoint's own tool protocol. */
export type ToolTurn =
  | { readonly role: 'assistant'; readonly calls: readonly IdentifiedCall[] }
  | {
      readonly role: 'tool';
      readonly results: readonly {
        readonly id: string;
        readonly tool: string;
        readonly result: Json;
      }[];
    };

export interface IdentifiedCall extends ToolCall {
  readonly id: string;
}
