import type { RunOfStudy } from './pool';

/** Names of what a pool is asked and told. */
export const ASK_UPDATE = 'ask';
export const RENEW_UPDATE = 'renew';
export const RELEASE_SIGNAL = 'release';
export const POOL_QUERY = 'pool';

/** A worker asks for a slot; the same id again is the same question. */
export interface AskMessage extends RunOfStudy {
  readonly id: string;
  readonly limits: PoolLimits;
}

/** What the worker's models file says of model and pool. */
export interface PoolLimits {
  readonly slots: number;
  readonly requestsPerMinute: number | null;
}

/** A worker still uses its slot. It says all that a pool that lost its state has to know. */
export interface RenewMessage extends AskMessage {
  readonly used: UsedRequests;
}

export interface ReleaseMessage {
  readonly id: string;
  readonly used: UsedRequests;
  /** Is the evaluation likely to come back for its next run? */
  readonly keep: boolean;
}

/** The requests that began under a lease. */
export interface UsedRequests {
  readonly total: number;
  /** Those of the last minute: how many milliseconds ago, and how many. */
  readonly recent: readonly (readonly [number, number])[];
}

export type AskAnswer =
  | { readonly kind: 'granted'; readonly leaseMs: number; readonly requests: GivenRequests | null }
  | {
      readonly kind: 'waiting';
      readonly askAgainMs: number;
      /** For people: who holds the slots. */
      readonly why: string;
    };

export type RenewAnswer =
  | { readonly kind: 'held'; readonly leaseMs: number; readonly requests: GivenRequests | null }
  /** It lapsed, and the slot may be another's by now: use the endpoint no more. */
  | { readonly kind: 'gone' };

/** A lease's share of the model's requests per minute; null in its place: no limit. */
export interface GivenRequests {
  readonly perMinute: number;
  /** How many the lease was given since it began. */
  readonly given: number;
  /** When it is worth asking for more, in milliseconds. */
  readonly moreInMs: number;
}
