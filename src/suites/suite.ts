import type { Json, JsonSchema } from '../json';

/** The prompts, tools and expectations of a phase. */
export interface Suite {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly description: string;
  readonly tools: readonly Tool[];
  readonly items: readonly Item[];
  /** Worked examples for the few-shot variants; disjoint from the items. Empty: those variants are not proposed. */
  readonly examples: readonly Example[];
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments: an object. */
  readonly parameters: JsonSchema;
}

/** One prompt and what becomes of it when all goes right. */
export interface Item {
  /** Unique in the suite, `[a-z0-9-]+`. */
  readonly id: string;
  readonly messages: readonly Message[];
  readonly expect: Expectation;
  /** What the tools give back, so that the model can go on; not there: its first calls are the end. */
  readonly results?: readonly ScriptedResult[];
  /** How often the model may answer, at most; not there: `MAX_TURNS`. */
  readonly maxTurns?: number;
  readonly tags: readonly string[];
  /** Never steers the search: measured once, at the ceiling. */
  readonly heldOut: boolean;
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface Expectation {
  /** Over all turns. Empty: no call is due; without an `answer` this is a restraint item. */
  readonly calls: readonly ExpectedCall[];
  /** Whether the calls must come in the order given. */
  readonly order: 'given' | 'any';
  readonly answer?: ExpectedAnswer;
}

/** What a tool gives back, once, to the first call that it fits. */
export interface ScriptedResult {
  readonly tool: string;
  /** Null: whatever the arguments are. */
  readonly arguments: Readonly<Record<string, Matcher>> | null;
  readonly result: Json;
}

/** What the model must say in words. Text is compared after normalisation, but by `matches`. */
export type ExpectedAnswer =
  | { readonly kind: 'equals'; readonly text: string }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'matches'; readonly pattern: string }
  /** JSON, bare or in one fenced block, of this schema. */
  | { readonly kind: 'schema'; readonly schema: JsonSchema }
  /** What the function that this file exports says. Its path is as written in the suite, relative to the suite's file. */
  | { readonly kind: 'scorer'; readonly file: string; readonly sha256?: string };

export interface ExpectedCall {
  readonly tool: string;
  /** Per argument its matcher; an argument that has none here must be absent or empty. */
  readonly arguments: Readonly<Record<string, Matcher>>;
}

/**
 * What an argument must be. A tagged union that later kinds join.
 * Text is compared whole after normalisation (see `normalise`), never by `contains`.
 */
export type Matcher =
  | { readonly kind: 'equals'; readonly value: Json }
  | { readonly kind: 'oneOf'; readonly values: readonly Json[] }
  /** Any value that the tool's schema allows, or none. */
  | { readonly kind: 'any' }
  /** Must be absent or empty: what an argument without a matcher must be, said aloud. */
  | { readonly kind: 'absent' }
  /** Absent, empty, or what the inner matcher takes. */
  | { readonly kind: 'optional'; readonly matcher: Matcher }
  /** A text or number of which the whole matches, in RE2's syntax; capitals and spaces count. */
  | { readonly kind: 'matches'; readonly pattern: string }
  /** A number, or one written as text, at most `within` away. */
  | { readonly kind: 'near'; readonly value: number; readonly within: number }
  /** An ISO 8601 text that names the same moment. */
  | { readonly kind: 'sameTime'; readonly text: string }
  /** The same letters and digits, whatever stands between the words. */
  | { readonly kind: 'sameWords'; readonly text: string }
  /** An object, each field by its matcher; a field without one must be absent or empty. */
  | { readonly kind: 'withFields'; readonly fields: Readonly<Record<string, Matcher>> }
  /** A list, entry by entry. */
  | { readonly kind: 'withEntries'; readonly entries: readonly Matcher[] };

/** A worked example: what a user says and what a good answer is. */
export interface Example {
  readonly user: string;
  readonly calls: readonly ToolCall[];
}

export interface ToolCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, Json>>;
}
