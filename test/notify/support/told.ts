import { deliverTo } from '../../../activities/notify/deliver-to';
import { type Teller, type Telling, tellTarget } from '../../../activities/notify/tell-target';
import { folderMedium } from '../../../activities/store/folder-medium';
import { NOTIFICATION_TYPES } from '../../../src/notifications/notification';
import type { Target } from '../../../src/notifications/target';

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export function aTarget(url: string, more: Partial<Target> = {}): Target {
  return {
    name: 'chat',
    events: NOTIFICATION_TYPES,
    studies: null,
    timeoutSeconds: 60,
    giveUpAfterHours: 24,
    to: { kind: 'webhook', url, urlEnv: null, secretEnv: 'HOOK_SECRET' },
    ...more,
  };
}

/** A clock that a test moves on. */
export interface TestClock {
  now(): number;
  pass(ms: number): void;
}

export function aClock(start = Date.UTC(2026, 0, 1)): TestClock {
  let time = start;
  return { now: () => time, pass: (ms) => (time += ms) };
}

/** A worker's deliverer on a data folder. */
export function aTeller(
  dataDir: string,
  target: Target,
  more: Partial<Telling> & Pick<Telling, 'now'>,
): Teller {
  return tellTarget({
    medium: folderMedium(dataDir),
    store: 'abcd1234',
    target,
    deliver: deliverTo(target, { HOOK_SECRET: SECRET, PATH: process.env['PATH'] }),
    holder: 'this-worker',
    signal: new AbortController().signal,
    troubles: () => Promise.resolve([]),
    ...more,
  });
}
