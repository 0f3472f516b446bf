import { deliverTo } from '../../../activities/notify/deliver-to';
import { readRecord, type TargetRecord } from '../../../activities/notify/target-record';
import type { Target } from '../../notifications/target';
import { invocation } from '../invocation';
import { notificationTargets } from '../notify/notification-targets';
import { withStore } from '../store/open-store';
import type { Check } from './check';
import { type Found, fault, ok, warning } from './finding';

/** Are the targets of `RATCHET_NOTIFICATIONS` told, and was something given up? Sends nothing. */
export const checkNotifications: Check = {
  name: 'notifications',
  run: async ({ configuration, env }) => {
    const targets = await notificationTargets(undefined, env);
    if (targets.length === 0) return [ok('0 targets are told of anything')];
    return withStore(configuration, (stored) =>
      Promise.all(
        targets.map(async (target) =>
          findingOf(target, { env, record: await readRecord(stored, target.name) }),
        ),
      ),
    );
  },
};

function findingOf(
  target: Target,
  { env, record }: { readonly env: NodeJS.ProcessEnv; readonly record: TargetRecord | undefined },
): Found {
  const { name } = target;
  const wrong = unusable(target, env);
  if (wrong !== null) return fault(`${name}: ${wrong}`, 'set it where workers and doctor start');
  if (!record) {
    return warning(
      `${name}: no worker has begun to tell it`,
      'start a worker with RATCHET_NOTIFICATIONS',
    );
  }
  return told(target, record);
}

function told({ name }: Target, { failing, delivered, givenUp, lost }: TargetRecord): Found {
  const mend = `mend the receiver; ${invocation(`notify --test ${name}`)} tries it`;
  const last = lost.at(-1);
  const gone = last ? `; ${givenUp} given up, the last of ${last.at} (${last.why})` : '';
  if (failing) {
    const since = new Date(failing.since).toISOString();
    const text = `${name}: ${failing.attempts} attempts failed since ${since}: ${failing.why}${gone}`;
    return last ? fault(text, mend) : warning(text, mend);
  }
  const text = `${name}: ${delivered} delivered${gone}`;
  return last && isRecent(last.at)
    ? warning(text, 'see the studies themselves: ratchet status')
    : ok(text);
}

const RECENT_MS = 7 * 24 * 3_600_000;

function isRecent(at: string): boolean {
  return Date.now() - Date.parse(at) < RECENT_MS;
}

function unusable(target: Target, env: NodeJS.ProcessEnv): string | null {
  try {
    deliverTo(target, env);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
