import type { Json, JsonSchema } from '../json';
import type { Spec, SpecPatch } from '../spec/spec';
import type { Message, Tool, ToolCall } from '../suites/suite';

/**
 * What a plug-in of each kind exports, by name: `export const score: Scorer = ...`. One file holds one plug-in.
 *
 * All of it is called in a thread, with JSON, and may answer with a promise. Nothing is kept between two calls that a
 * plug-in may rely on: calls at the same time go to threads of their own.
 */
type Answered<T> = T | Promise<T>;

/** `score`: is an answer in words right? */
export type Scorer = (ended: {
  readonly item: {
    readonly id: string;
    readonly messages: readonly Message[];
    readonly tags: readonly string[];
  };
  /** What the model said last; never empty. */
  readonly answer: string;
  /** Its calls over all turns. */
  readonly calls: readonly ToolCall[];
}) => Answered<boolean | { readonly right: boolean }>;

/** What a provider is asked. */
export interface ProviderRequest {
  readonly model: {
    /** In the models file. */
    readonly name: string;
    /** The field `model` of its entry. */
    readonly id: string;
    readonly baseUrl: string | null;
    /** From the environment variable that the entry names; null where it names none. */
    readonly apiKey: string | null;
  };
  readonly messages: readonly Message[];
  /** For the tools parameter of the endpoint; left out where the variant asks in words. */
  readonly tools?: readonly Tool[];
  /** Calls so far and what they gave back, where an item has several turns. */
  readonly turns?: readonly Json[];
  /** The answer must be JSON of this schema. */
  readonly answerSchema?: JsonSchema;
  readonly maxTokens: number;
  /** In [0, 2]. */
  readonly temperature: number;
  readonly seed: number;
  /** Parameters that are passed through as they are. */
  readonly params: Readonly<Record<string, Json>>;
}

/** What a provider answers: what the model said, or in which way it could not be asked. */
export type ProviderAnswer =
  | {
      readonly text: string;
      readonly toolCalls?: readonly { readonly name: string; readonly arguments: Json }[];
      readonly finishReason?:
        | 'stop'
        | 'length'
        | 'tool-calls'
        | 'content-filter'
        | 'error'
        | 'other';
      readonly servedModel?: string | null;
      readonly usage?: { readonly inputTokens: number; readonly outputTokens: number } | null;
    }
  | {
      /** `unsupported`: this endpoint can never serve such a spec; `busy`: ask again later. */
      readonly failed: 'unreachable' | 'busy' | 'unauthorized' | 'not-found' | 'unsupported';
      readonly message: string;
      /** With `busy`: how long the endpoint asks to wait. */
      readonly retryAfterSeconds?: number;
    };

/** `complete`: asks a model once, and retries nothing. */
export type Provider = (request: ProviderRequest) => Answered<ProviderAnswer>;

/** `identify`, if a provider has one: which model, and which weights, are there. */
export type ProviderIdentity = (
  model: ProviderRequest['model'],
) => Answered<{ readonly servedModel?: string | null; readonly digest?: string | null }>;

/** One item of one run, by the names of the columns of `--to csv`. */
export type ExportedRow = Readonly<Record<string, string | number | boolean | null>>;

/** `write`: the text of an export, piece by piece: its beginning, the rows of each evaluation, its end. */
export type Exporter = (piece: {
  readonly place: 'begin' | 'rows' | 'end';
  readonly study: string;
  /** Empty at the beginning and at the end. */
  readonly rows: readonly ExportedRow[];
}) => Answered<string>;

/** `propose`: candidates for a phase. */
export type PluginGenerator = (seen: {
  readonly study: string;
  readonly cycle: number;
  readonly phase: string;
  readonly baseline: Spec;
  /** Values that the study allows, per factor: no others can be proposed. */
  readonly values: Readonly<Record<string, readonly (string | number)[]>>;
  /** Ids of specs that were tried against this baseline. */
  readonly seed: number;
}) => Answered<readonly { readonly patch: SpecPatch; readonly why: string }[]>;
