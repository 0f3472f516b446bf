import { setTimeout as wait } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import type { Look } from './look';
import { takeLook } from './take-look';

const LOOK_EVERY_MS = 1_000;
/** Statuses of gRPC that pass: the server is being restarted. UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL. */
const PASSING = [14, 4, 1, 2, 13];

export interface Watching {
  readonly look: (look: Look) => void;
  /** The server does not answer. */
  readonly outage: (why: string) => void;
}

/**
 * Looks at a study once a second, through all its cycles and whatever happens to the server, until it ends.
 *
 * @returns the last look
 */
export async function watchStudy(client: Client, study: string, watching: Watching): Promise<Look> {
  for (let answered = false; ; await wait(LOOK_EVERY_MS)) {
    try {
      const look = await takeLook(client, study);
      answered = true;
      watching.look(look);
      if (!look.open) return look;
    } catch (error) {
      const why = passing(error);
      // A server that never answered is a wrong address, and is told as one.
      if (!answered || why === null) throw error;
      watching.outage(why);
    }
  }
}

/** Null: waiting mends nothing. */
function passing(error: unknown): string | null {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!isGrpcServiceError(cause) || !PASSING.includes(cause.code)) return null;
  return cause.details || cause.message;
}
