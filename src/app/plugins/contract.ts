import type { z } from 'zod';
import type { PluginFile } from '../../../activities/plugins/plugin-file';
import type { Json } from '../../json';

/** One call that the contract of a kind makes. */
export interface Probe {
  /** `answers for an endpoint that is not there`. */
  readonly name: string;
  readonly call: string;
  readonly input: Json;
  readonly limitMs: number;
  readonly schema: z.ZodType;
  /** What the schema takes, for messages. */
  readonly inWords: string;
  /** What else must hold of the answer, which fits the schema: what is wrong with it; null: nothing. */
  readonly wrong?: (answer: unknown) => string | null;
  /** Must the same call have the same answer? */
  readonly repeatable: boolean;
  /** How to mend what goes wrong. */
  readonly mend: string;
}

/** Several calls that belong together. */
export interface Trial {
  readonly name: string;
  /** @returns what is wrong; null: nothing. Throws `RatchetError` where a call fails */
  readonly run: (plugin: PluginFile) => Promise<string | null>;
  readonly mend: string;
}

/** What authors of a kind of plug-in promise. */
export interface Contract {
  readonly kind: string;
  /** Functions that the file must export. */
  readonly exported: readonly string[];
  /** A line to begin from. */
  readonly beginning: string;
  /** Given the functions that the file exports. */
  readonly probes: (exported: readonly string[]) => readonly Probe[];
  readonly trials?: readonly Trial[];
}
