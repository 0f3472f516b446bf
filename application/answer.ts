import type { ErrorCode } from '../src/errors';
import type { Message, ToolCall } from '../src/suites/suite';

/** What the model decided, and how that came about. */
export type Answer = Told &
  (
    | { readonly kind: 'calls'; readonly calls: readonly ToolCall[] }
    /** No tool is due. The text is what the model said beside that; empty where its variant asks for JSON alone. */
    | { readonly kind: 'text'; readonly text: string }
    /** The answer tries to be a call and cannot be read as one, after all retries: the `M` of a run. */
    | { readonly kind: 'unreadable'; readonly why: string }
  );

export interface Told {
  readonly route: RouteUsed;
  /** What to give as `history` to the next call of the same conversation; always empty for routes of isolation 1. */
  readonly history: readonly Message[];
  /** In the attempts of the model that answered. */
  readonly measured: {
    readonly elapsedMs: number;
    /** Calls of the model, those of retries with them; warm-up calls are not counted. */
    readonly modelCalls: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
  };
}

/** Which route was used, and why this one. */
export interface RouteUsed {
  readonly phase: string;
  readonly model: string;
  /** Of the spec that was used: the route's, with the fallback's model where it fell back. */
  readonly specId: string;
  readonly isFallback: boolean;
  readonly why: string;
  /** The models before it, and why they did not answer. */
  readonly failed: readonly FailedModel[];
}

export interface FailedModel {
  readonly model: string;
  readonly code: ErrorCode | 'TIMED_OUT';
  readonly message: string;
}
