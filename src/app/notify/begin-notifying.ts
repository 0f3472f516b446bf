import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { deliverTo } from '../../../activities/notify/deliver-to';
import {
  type StandingTrouble,
  type Teller,
  tellTarget,
} from '../../../activities/notify/tell-target';
import type { Medium } from '../../../activities/store/medium';
import { storeId } from '../../../activities/store/store-id';
import type { Target } from '../../notifications/target';
import type { Write } from '../metrics/instruments';
import { openTroubles } from './open-troubles';

/** Between two looks at the logs, in milliseconds. */
const PAUSE_MS = 3_000;
const TROUBLES_EVERY_MS = 10_000;

export interface Notifying {
  readonly targets: readonly Target[];
  readonly env: NodeJS.ProcessEnv;
  readonly medium: Medium;
  readonly client: Client;
  readonly queuePrefix: string;
  readonly say: (line: string) => void;
  readonly write?: Write | undefined;
}

/**
 * Tells the targets of what happens, until it is ended. Each has a loop of its own: one that hangs holds up no other.
 *
 * @returns what ends it: attempts under way are cut off and made again by the next worker
 * @throws {RatchetError} `NOTIFICATIONS_INVALID` where an environment variable that a target names holds nothing usable
 */
export async function beginNotifying(notifying: Notifying): Promise<() => Promise<void>> {
  const { targets, env, medium, say } = notifying;
  if (targets.length === 0) return () => Promise.resolve();
  const ending = new AbortController();
  const { signal } = ending;
  const at = { queuePrefix: notifying.queuePrefix, seen: new Map<string, string>() };
  const shared = {
    medium,
    store: await storeId(medium),
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    signal,
    troubles: seldom(() => openTroubles(notifying.client, at)),
    now: Date.now,
  };
  const tellers = targets.map((target) => ({
    name: target.name,
    teller: tellTarget({
      ...shared,
      target,
      deliver: deliverTo(target, env),
      tried: (result) => notifying.write?.('notifications', 1, { target: target.name, result }),
    }),
  }));
  // Before the first run: what happens from now on is told.
  for (const { name, teller } of tellers) {
    await teller.begin().catch((error: unknown) => say(words(name, error)));
  }
  const loops = tellers.map((each) => turns(each, { signal, say }));
  return async () => {
    ending.abort();
    await Promise.all(loops);
  };
}

async function turns(
  { name, teller }: { readonly name: string; readonly teller: Teller },
  { signal, say }: { readonly signal: AbortSignal; readonly say: (line: string) => void },
): Promise<void> {
  let said = '';
  while (!signal.aborted) {
    try {
      await teller.turn();
      said = '';
    } catch (error) {
      const line = words(name, error);
      if (line !== said && !signal.aborted) say(line);
      said = line;
    }
    await wait(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function words(name: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `notifications to ${name} wait: ${why}`;
}

/** Asks the server at most so often, whoever asks; what it told last holds meanwhile. */
function seldom(
  ask: () => Promise<readonly StandingTrouble[]>,
): () => Promise<readonly StandingTrouble[] | undefined> {
  let last: Promise<readonly StandingTrouble[] | undefined> = Promise.resolve(undefined);
  let asked = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - asked >= TROUBLES_EVERY_MS) {
      asked = performance.now();
      // A server that is away tells nothing.
      last = ask().catch(() => undefined);
    }
    return last;
  };
}
