import type { NotificationType } from './notification';

/** Who is told, and how. It holds names of environment variables, never a secret. */
export interface Target {
  /** `[a-z0-9-]{1,40}`: names its file in the store too. */
  readonly name: string;
  readonly events: readonly NotificationType[];
  /** Names of studies; null: all. */
  readonly studies: readonly string[] | null;
  /** How long one delivery may take, in seconds. */
  readonly timeoutSeconds: number;
  /** How long a notification is tried before it is given up, in hours. */
  readonly giveUpAfterHours: number;
  readonly to: Webhook | LocalCommand;
}

export interface Webhook {
  readonly kind: 'webhook';
  /** The address, or the environment variable that holds it: exactly one of the two. */
  readonly url: string | null;
  readonly urlEnv: string | null;
  /** Environment variable with the secret that signs. */
  readonly secretEnv: string;
}

export interface LocalCommand {
  readonly kind: 'command';
  /** Program and arguments; no shell reads them. */
  readonly command: readonly [string, ...string[]];
  /** Environment variables of the worker that it gets besides `PATH`, `HOME` and the like. */
  readonly passEnv: readonly string[];
}
