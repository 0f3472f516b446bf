import type { JsonSchema } from '../json';
import type { Example, Message, Tool, ToolCall } from '../suites/suite';
import type { Exchange, ToolTurn } from './exchange';

/** How a tool decision is asked for and read. One file each; pure: the same answers give the same next step. */
export interface Variant {
  readonly name: string;
  /** One line for people: what it asks and what it reads. */
  readonly summary: string;
  /** Whether the suite must bring worked examples for it. */
  readonly needsExamples: boolean;
  /** Whether its answers can be in words: only then an item can expect an answer of a certain kind. */
  readonly speaks?: true;
  /**
   * What to do next for one item, given all answers so far, oldest first: ask the model once more, or decide.
   * The first call has no answers. Ends after finitely many questions, whatever the answers are.
   */
  next(task: VariantTask, answers: readonly RawAnswer[]): VariantStep;
}

/** A variant as it is asked: one of a plug-in answers from its thread. */
export interface AskedVariant extends Pick<Variant, 'name' | 'speaks'> {
  next(task: VariantTask, answers: readonly RawAnswer[]): VariantStep | Promise<VariantStep>;
}

/** One item as a variant sees it. */
export interface VariantTask {
  readonly tools: readonly Tool[];
  readonly examples: readonly Example[];
  /** The item's own messages; the last one is the user's. */
  readonly messages: readonly Message[];
  /** Earlier items of the run and what was answered, in a shared conversation (`i0`); empty for `i1`. */
  readonly history: readonly Message[];
  /** What a named prompt set changes; null for the variant's own wording. */
  readonly prompt: PromptSet | null;
  /** Calls of the same item so far and what they gave back; not there: none yet. */
  readonly exchanges?: readonly Exchange[];
  /** Words are due at the end: a text is taken as it is, whatever it looks like. */
  readonly answerDue?: true;
}

/** A named system prompt or set of tool descriptions from the study file. */
export interface PromptSet {
  readonly system?: string;
  readonly tools?: Readonly<Record<string, string>>;
}

export type VariantStep =
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'decide'; readonly decision: Decision };

/** One model call, before temperature, seed and provider parameters are added. */
export interface Question {
  readonly messages: readonly Message[];
  /** Turns of the endpoint's own tool protocol, after the messages. */
  readonly turns?: readonly ToolTurn[];
  /** Given to the endpoint's own tools parameter. */
  readonly tools?: readonly Tool[];
  /** The answer must be JSON of this schema (`response_format: json_schema`). */
  readonly answerSchema?: JsonSchema;
  readonly maxTokens: number;
}

/** What the model said, as the endpoint gave it: nothing read into it yet. */
export interface RawAnswer {
  readonly text: string;
  /** Calls of the endpoint's own tool protocol, arguments as the text that came. */
  readonly toolCalls: readonly { readonly name: string; readonly argumentsText: string }[];
  readonly finishReason: 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'error' | 'other';
}

/** What a variant read from the answers. */
export type Decision =
  | { readonly kind: 'calls'; readonly calls: readonly ToolCall[] }
  | { readonly kind: 'none'; readonly text: string }
  /** The answer tries to be a call and cannot be read as one by this variant. */
  | { readonly kind: 'malformed'; readonly why: string };
