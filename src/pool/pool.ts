/**
 * The slots of a pool of models, shared by all workers and studies of an installation: who holds one, who waits, and
 * how many requests may still begin. Plain, bounded JSON; times are milliseconds since 1970 on the server's clock.
 */
export interface PoolState {
  readonly pool: string;
  /** Held or kept, the oldest first. */
  readonly leases: readonly Lease[];
  /** In order of arrival. */
  readonly queue: readonly Ticket[];
  /** Studies by their last turn, the longest ago first. */
  readonly turns: readonly string[];
  /** What each worker's models file says of the pool. */
  readonly tellers: readonly Teller[];
  /** Requests of the last minute. */
  readonly requests: readonly Requests[];
  /** Before this time the state of an earlier pool may be lost: its leases are taken up again, and none is given. */
  readonly recoveringUntil: number;
  readonly lastMessageAt: number;
}

/** Whose run it is. */
export interface RunOfStudy {
  readonly study: string;
  /** Workflow id of the evaluation. */
  readonly evaluation: string;
  readonly run: number;
  readonly model: string;
  /** Identity of the worker that makes it: `host/process`. */
  readonly worker: string;
}

/** The right to use one slot of the pool for one run. */
export interface Lease extends RunOfStudy {
  /** Of the asker's making, one per attempt at a run. */
  readonly id: string;
  readonly since: number;
  /** Unless it is renewed, it lapses then. */
  readonly until: number;
  /** Its run is over, and the slot is kept for the next run of the same evaluation until then; null: a run uses it. */
  readonly keptUntil: number | null;
  /** Requests that it was given in all, and those of them that it has begun, as far as is known. */
  readonly given: number;
  readonly used: number;
}

/** Somebody who waits for a slot. */
export interface Ticket extends RunOfStudy {
  readonly id: string;
  readonly since: number;
  readonly askedAt: number;
  /** An answer to the asker is held back until then; null: it asks again by itself. */
  readonly answerBy: number | null;
}

/** What a worker's models file says. */
export interface Teller {
  readonly worker: string;
  readonly model: string;
  readonly slots: number;
  readonly requestsPerMinute: number | null;
  readonly at: number;
}

/** Requests of a model that began and count until a time. */
export interface Requests {
  readonly model: string;
  /** The lease that they were made under. */
  readonly lease: string;
  readonly count: number;
  readonly until: number;
}

/** How long a lease lives without being renewed. */
export const LEASE_MS = 45_000;
/** How long a slot is kept for the next run of the same evaluation. */
export const KEEP_MS = 3_000;
/** How long an asker is let wait for its answer: past it, it is told who is before it and asks again. */
export const ANSWER_MS = 25_000;
/** A server takes ten updates at once: some of them are for those who have a lease. */
export const MAX_ANSWERS_HELD = 5;
/**
 * How soon an asker asks again whose answer cannot be held back: for each place in the queue so much, so that a long
 * queue asks hardly more often than a short one, but not so late that it is taken for gone.
 */
export const ASK_AGAIN = { perPlaceMs: 200, leastMs: 1_000, mostMs: 8_000 } as const;
/** Who has not asked for this long has given up. */
export const TICKET_MS = 15_000;
/** A pool that hears nothing for this long ends: nobody can hold a lease any more. */
export const IDLE_MS = 10 * 60_000;
/** What `requestsPerMinute` counts over. */
export const WINDOW_MS = 60_000;

/** State is carried from one workflow run to the next: no list may grow without end. */
export const MAX_TICKETS = 200;
export const MAX_TURNS = 100;
export const MAX_TELLERS = 64;

/**
 * A pool in which nobody holds anything.
 *
 * @param recoveringUntil - where an earlier pool ended without order, when its last lease lapses; else 0
 */
export function newPool(pool: string, recoveringUntil: number, now: number): PoolState {
  return {
    pool,
    leases: [],
    queue: [],
    turns: [],
    tellers: [],
    requests: [],
    recoveringUntil,
    lastMessageAt: now,
  };
}
