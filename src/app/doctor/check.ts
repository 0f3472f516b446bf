import type { Client } from '@temporalio/client';
import type { ModelEntry } from '../../../activities/ports';
import type { Configuration } from '../configuration';
import type { Found } from './finding';

/** What the checks look at. What could not be had is told by its reason instead. */
export interface Visit {
  readonly configuration: Configuration;
  readonly env: NodeJS.ProcessEnv;
  readonly address: string;
  readonly namespace: string;
  readonly server: Had<Client>;
  readonly models: Had<Readonly<Record<string, ModelEntry>>>;
  /** May a check let a model write something? It costs tokens. */
  readonly generate: boolean;
}

/** A thing, or why it is not to be had and how to mend that. */
export type Had<T> =
  | { readonly value: T; readonly why?: never; readonly mend?: never }
  | { readonly value: null; readonly why: string; readonly mend: string };

/** One thing that `ratchet doctor` looks at: a file of this folder, in the list of `checks.ts`. */
export interface Check {
  readonly name: string;
  /** An error that it throws becomes a fault with the error's message. */
  run(visit: Visit): Promise<readonly Found[]>;
}
