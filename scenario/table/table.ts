import type { AnswerKey } from '../suites/answer-key';

/** How a request asks for a decision, told from the request alone. */
export const SHAPES = [
  'tools',
  'schema',
  'schema+examples',
  'text',
  'question',
  'question+examples',
] as const;
export type Shape = (typeof SHAPES)[number];

/** In what way an answer is wrong. */
export const WRONG_KINDS = [
  'other-tool',
  'wrong-arguments',
  'no-call',
  'extra-call',
  'malformed',
  'bare-json',
] as const;
export type WrongKind = (typeof WRONG_KINDS)[number];

/** Which items are answered right. */
export type Right =
  | { readonly kind: 'items'; readonly ids: readonly string[] }
  /** The easiest so many of the suite, by its hardness ranking. */
  | { readonly kind: 'count'; readonly count: number }
  /** Counted apart for the items where a call is due and those where none is. */
  | { readonly kind: 'counts'; readonly actions: number; readonly restraint: number }
  /** Drawn per item and request seed. */
  | { readonly kind: 'probability'; readonly probability: number };

export interface Rule {
  readonly right: Right;
  readonly wrong: WrongKind;
}

/** `*` stands for every name that has no entry of its own. */
export type RulesByShape = Readonly<Partial<Record<Shape | '*', Rule>>>;
export type Accuracy = Readonly<Record<string, RulesByShape>>;

/**
 * What a bad moment does to an answer. `wrong` is wrong whatever the item; a kind named is taken
 * literally, so that `no-call` leaves an item right where no call is due.
 */
export type Effect = WrongKind | 'wrong' | 'slow' | 'error';
export const EFFECTS: readonly Effect[] = ['wrong', 'slow', 'error', ...WRONG_KINDS];

export interface BadMoment {
  readonly effect: Effect;
  /** Added to the answer's time by `slow`. */
  readonly slowMs: number;
}

export interface PlayedModel {
  readonly name: string;
  readonly digest: string;
  /** The name that answers carry. */
  readonly servedModel: string;
  readonly accuracy: Accuracy;
  /** Never answered right, in whatever shape they are asked. */
  readonly hardItems: readonly string[];
  readonly latencyMs: { readonly base: number; readonly jitter: number };
  readonly loadMs: number;
  /** Requests answered at once; the others wait. */
  readonly slots: number;
  readonly coldStart: (BadMoment & { readonly requests: number }) | null;
  readonly flaky: (BadMoment & { readonly probability: number }) | null;
  readonly pollution: (BadMoment & { readonly afterMessages: number }) | null;
  /** Chance per degree of temperature that a right answer comes out wrong. */
  readonly temperatureNoise: number;
  readonly inapplicable: readonly ('tools' | 'schema')[];
  /** From this many requests on, other weights under the same name; null: never. */
  readonly digestChangesAfterRequests: number | null;
  readonly canUnload: boolean;
}

export const FAULT_KINDS = [
  '401',
  '404',
  '429',
  '500',
  '503',
  'hang',
  'cut',
  'malformed-json',
  'half-body',
  'slow',
  'huge',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** A trouble of the endpoint, apart from what the model can do. */
export interface Fault {
  readonly kind: FaultKind;
  /** Which requests it strikes, counted from 1 since the fault was set; `to` null: for ever. */
  readonly from: number;
  readonly to: number | null;
  readonly probability: number;
  /** Strikes requests for this model only; null: for any. */
  readonly model: string | null;
  readonly on: 'chat' | 'models' | 'all';
  readonly retryAfterSeconds: number | null;
  readonly slowMs: number;
  readonly megabytes: number;
}

/** All that the server is told at start. */
export interface Table {
  readonly name: string;
  readonly seed: number;
  readonly key: AnswerKey;
  readonly models: ReadonlyMap<string, PlayedModel>;
  readonly faults: readonly Fault[];
}
