import type { Notification } from '../../src/notifications/notification';
import type { Target } from '../../src/notifications/target';
import type { Delivered } from './delivery';
import { type Failing, MOST_LOST, type TargetRecord } from './target-record';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

/** An attempt at a notification, and when. */
export interface Attempt {
  readonly notification: Notification;
  readonly delivered: Delivered;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What became of it: dealt with for good, or tried again later. */
export interface Settled {
  readonly record: TargetRecord;
  readonly done: boolean;
}

/**
 * What is remembered after an attempt.
 *
 * A notification is given up when it is `giveUpAfterHours` old and its target has taken nothing for as long.
 */
export function settle(record: TargetRecord, target: Target, attempt: Attempt): Settled {
  const { delivered, notification, now } = attempt;
  if (delivered.ok) {
    return { done: true, record: { ...record, failing: null, delivered: record.delivered + 1 } };
  }
  const failing = failingAfter(record.failing, delivered, now);
  const limit = target.giveUpAfterHours * HOUR_MS;
  const age = now - Date.parse(notification.timestamp);
  if (age < limit || now - failing.since < limit) {
    return { done: false, record: { ...record, failing } };
  }
  const { id, type, data } = notification;
  const lost = { id, type, study: data.study, at: notification.timestamp, why: delivered.why };
  const givenUp = record.givenUp + 1;
  return {
    done: true,
    record: { ...record, failing, givenUp, lost: [...record.lost, lost].slice(-MOST_LOST) },
  };
}

/** Each wait is twice the one before, and at least what the receiver asks for; ten minutes at most. */
function failingAfter(
  before: Failing | null,
  { why, retryAfterMs }: Extract<Delivered, { ok: false }>,
  now: number,
): Failing {
  const attempts = (before?.attempts ?? 0) + 1;
  const doubled = FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20);
  const pause = Math.min(LONGEST_WAIT_MS, Math.max(doubled, retryAfterMs ?? 0));
  return { since: before?.since ?? now, attempts, nextAt: now + pause, why };
}
