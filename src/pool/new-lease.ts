import { LEASE_MS, type Lease, type RunOfStudy } from './pool';

/**
 * A lease that begins now.
 *
 * @param requests - that were given and begun under it before, which only a pool that lost its state has to be told
 */
export function newLease(
  { id, study, evaluation, run, model, worker }: RunOfStudy & { readonly id: string },
  { now, requests }: { readonly now: number; readonly requests: number },
): Lease {
  return {
    id,
    study,
    evaluation,
    run,
    model,
    worker,
    since: now,
    until: now + LEASE_MS,
    keptUntil: null,
    given: requests,
    used: requests,
  };
}
