import { activityInfo, heartbeat } from '@temporalio/activity';
import { z } from 'zod';
import { ENDPOINT_FAULTS } from '../../src/diagnosis/endpoint-faults';
import { RatchetError } from '../../src/errors';

/** As many as tell the story; an endpoint may be down for days. */
const MOST = 5;

const told = z.looseObject({ voids: z.array(z.string()) });

/**
 * Why earlier attempts at this run were void, as far as the endpoint was to blame. An attempt whose worker died told
 * nothing, so it is not among them: it says nothing about the model.
 */
export function voidAttempts(): readonly string[] {
  const details: unknown = activityInfo().heartbeatDetails;
  const parsed = told.safeParse(details);
  return parsed.success ? parsed.data.voids.slice(0, MOST) : [];
}

/** Leaves word of a failure for the next attempt: with a heartbeat, since a failed attempt leaves nothing else. */
export function rememberVoid(voids: readonly string[], error: unknown): void {
  const isEndpoints = error instanceof RatchetError && ENDPOINT_FAULTS.includes(error.code);
  const next = isEndpoints ? [...voids, error.code] : voids;
  if (next.length > 0) heartbeat({ voids: next.slice(0, MOST) });
}

/** What every heartbeat repeats, since each replaces the one before; nothing where there is nothing to tell. */
export function wordOf(voids: readonly string[]): { readonly voids?: readonly string[] } {
  return voids.length > 0 ? { voids } : {};
}
