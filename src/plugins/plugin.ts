import type { Decision } from '../gates/gate';
import type { Json, JsonSchema } from '../json';
import type { EvaluationSummary } from '../runs/evaluation';
import type { Spec, SpecPatch } from '../spec/spec';
import type { Message, Tool, ToolCall } from '../suites/suite';
import type { Exchange } from '../variants/exchange';
import type { Question, RawAnswer, VariantTask } from '../variants/variant';

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

/** Where a plug-in that a study names is asked. */
interface Place {
  readonly study: string;
  readonly cycle: number;
  readonly phase: string;
  /** The spec to beat. */
  readonly baseline: Spec;
}

/** What a generator gets. */
export interface GeneratorView extends Place {
  /** The study's seed: the only chance that a generator may use. */
  readonly seed: number;
  /** Values that the study allows, per factor: a proposal that names another is left out. */
  readonly values: Readonly<Record<string, readonly (string | number)[]>>;
}

/** A candidate that a generator proposes. */
export interface Proposed {
  /** One change of the baseline, or several. */
  readonly patch: SpecPatch;
  /** Why it might be better, in one sentence. */
  readonly why: string;
}

/** `propose`: candidates for a phase, the most promising first. Those that were tried are left out by Ratchet. */
export type Generator = (seen: GeneratorView) => Answered<readonly Proposed[]>;

/** What a gate gets: a candidate that all built-in gates would promote. */
export interface GateView extends Place {
  readonly candidate: Spec;
  readonly decision: Decision;
  /** The newest evaluation of each; of the baseline null where this cycle has made none. */
  readonly summary: EvaluationSummary;
  readonly baselineSummary: EvaluationSummary | null;
}

/** `judge`: null lets the candidate pass, a reason makes the verdict REJECT. */
export type Gate = (decided: GateView) => Answered<{ readonly reason: string } | null>;

/** What a rule of diagnosis gets: the baseline's evaluation, and what the built-in rules named in it. */
export interface DiagnosisView extends Place {
  readonly summary: EvaluationSummary;
  readonly values: GeneratorView['values'];
}

/** What a rule of diagnosis sees, and what might help. */
export interface Remedy {
  /** Of the trouble, such as `slow-first-item`. */
  readonly name: string;
  /** The sentence with its numbers. */
  readonly evidence: string;
  readonly patch: SpecPatch;
}

/** `diagnose`: null where the rule sees nothing. */
export type DiagnosisRule = (seen: DiagnosisView) => Answered<Remedy | null>;

/** What a variant gets: one item, and what the model has answered about it so far. */
export interface VariantView extends Omit<VariantTask, 'exchanges' | 'answerDue'> {
  /** Calls of the same item in earlier turns, and what they gave back; mostly none. */
  readonly exchanges: readonly Exchange[];
  /** Words are due at the end: decide by `{ text }`. */
  readonly answerDue: boolean;
  /** To the questions asked so far, oldest first; none at first. */
  readonly answers: readonly RawAnswer[];
}

/** One question to the model; 256 tokens of answer where it does not say. */
export type VariantQuestion = Omit<Question, 'maxTokens'> & { readonly maxTokens?: number };

/** What a variant wants next: to ask the model, or one of three ends. */
export type VariantAnswer =
  | { readonly ask: VariantQuestion }
  /**
   * A list of `{ tool, arguments }` as the model gave it, an empty one where it calls nothing. Unreadable calls count
   * as malformed, so nothing need be checked before.
   */
  | { readonly calls: Json }
  /** No call, but words. */
  | { readonly text: string }
  /** The answer tries to be a call and cannot be read: why. */
  | { readonly malformed: string };

/** `next`: what to do about an item, given all answers so far. The first time it asks; it asks 32 times at most. */
export type Variant = (seen: VariantView) => Answered<VariantAnswer>;

/** What a store keeps under a key. */
export interface StoredValue {
  readonly content: Uint8Array;
  /** Another one after every change, such as an ETag. */
  readonly version: string;
}

/** `read`: what is under a key; null where nothing is. */
export type StoreRead = (asked: { readonly key: string }) => Answered<StoredValue | null>;

/** `write`: puts the content under the key where the version there is the expected one, at once and for good. */
export type StoreWrite = (asked: {
  readonly key: string;
  readonly content: Uint8Array;
  /** Null: nothing is there yet. */
  readonly expected: string | null;
}) => Answered<{ readonly version: string } | null>;

/** `remove`: takes the key away where its version is the expected one; false where it is not. */
export type StoreRemove = (asked: {
  readonly key: string;
  readonly expected: string;
}) => Answered<boolean>;

/** `list`: all keys that begin so, in any order, however many there are. */
export type StoreList = (asked: { readonly prefix: string }) => Answered<readonly string[]>;
