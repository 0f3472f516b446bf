import { type PoolState, WINDOW_MS } from './pool';
import { differences, requestsPerMinuteOf, slotsOf } from './pool-limits';

/** A pool as `ratchet status` shows it. Times are ISO 8601. */
export interface PoolView {
  readonly pool: string;
  /** Null: no worker has told in the last minutes. */
  readonly slots: number | null;
  readonly holders: readonly PoolHolder[];
  readonly waiting: readonly PoolWaiting[];
  /** Of models with a limit: how many requests began in the last minute, as far as is known. */
  readonly requests: readonly {
    readonly model: string;
    readonly perMinute: number;
    readonly lastMinute: number;
  }[];
  /** For people: models files that differ, a state that was lost. */
  readonly notes: readonly string[];
}

export interface PoolWaiting {
  readonly study: string;
  readonly evaluation: string;
  readonly run: number;
  readonly model: string;
  readonly worker: string;
  readonly since: string;
}

export interface PoolHolder extends PoolWaiting {
  /** `running`: a run uses the slot; `kept`: for the evaluation's next run; `silent`: its worker may be gone. */
  readonly state: 'running' | 'kept' | 'silent';
  /** When the slot is free again unless something is heard. */
  readonly until: string;
}

export function poolView(state: PoolState, now: number): PoolView {
  const { pool, leases, queue, tellers, recoveringUntil } = state;
  return {
    pool,
    slots: tellers.length === 0 ? null : slotsOf(state),
    holders: leases
      .map((lease) => ({ ...lease, end: lease.keptUntil ?? lease.until }))
      .filter(({ keptUntil, end }) => keptUntil === null || end > now)
      .map(({ keptUntil, end, ...lease }) => ({
        ...waiting(lease),
        state: keptUntil !== null ? 'kept' : end > now ? 'running' : 'silent',
        until: iso(end),
      })),
    waiting: queue.map(waiting),
    requests: requestsOf(state, now),
    notes: [
      ...differences(state),
      ...(recoveringUntil > now
        ? [
            `the pool ${pool} was closed from outside; it gives slots again at ${iso(recoveringUntil)}`,
          ]
        : []),
    ],
  };
}

function waiting({
  study,
  evaluation,
  run,
  model,
  worker,
  since,
}: Omit<PoolWaiting, 'since'> & { readonly since: number }): PoolWaiting {
  return { study, evaluation, run, model, worker, since: iso(since) };
}

function requestsOf(state: PoolState, now: number): PoolView['requests'] {
  const models = [...new Set(state.tellers.map(({ model }) => model))].toSorted();
  return models.flatMap((model) => {
    const perMinute = requestsPerMinuteOf(state, model);
    if (perMinute === null) return [];
    const begun = state.requests.filter(
      (each) => each.model === model && each.until > now && each.until <= now + WINDOW_MS,
    );
    return [{ model, perMinute, lastMinute: begun.reduce((sum, { count }) => sum + count, 0) }];
  });
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
