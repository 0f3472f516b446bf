/** What a target can be told of. */
export const NOTIFICATION_TYPES = [
  /** A route changed for the better: a promotion, or a repair that was kept. */
  'promotion',
  /** A candidate is better but not proven, or unstable: it waits for another look. */
  'hold',
  /** A promotion or a repair was taken back. */
  'undo',
  /** A baseline or a route does not show what it showed: other weights, a broken promise, a route gone back from. */
  'drift',
  /** A study ended because its budget is spent. */
  'budget',
  /** A study failed. */
  'failure',
  /** A study waits for a person to mend something. */
  'trouble',
  /** Nothing is left to try in a phase. */
  'ceiling',
  /** A study ended in order: finished or stopped. */
  'end',
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

/** What a target gets as JSON. The same notification has the same `id` however often it is sent. */
export interface Notification {
  readonly schemaVersion: 1;
  /** Also the header `webhook-id`. */
  readonly id: string;
  /** `test` only from `ratchet notify --test`. */
  readonly type: NotificationType | 'test';
  /** When it happened, ISO 8601; not when it was sent. */
  readonly timestamp: string;
  /** One sentence for people. */
  readonly text: string;
  readonly data: NotificationData;
}

export interface NotificationData {
  readonly study: string;
  readonly cycle: number;
  /** Null: it concerns the whole study. */
  readonly phase: string | null;
  /** Number and id of the event in `routing_decisions.log`; null where it is none (`trouble`, `test`). */
  readonly event: { readonly seq: number; readonly id: string } | null;
  /** `promotion`, `repair`, `route`, `candidate`, `baseline`, `study`, `phase`. */
  readonly what: string;
  /** `kept`, `undone`, `hold`, `re-opened`, `rolled-back`, `drift`, `reached`, `finished`, `stopped`, `budget-spent`, `failed`, an error code. */
  readonly result: string;
  readonly reason: string;
  /** Spec ids: before and after; null where no route changed. */
  readonly from: string | null;
  readonly to: string | null;
  /** Gain in mean accuracy on the suite, where one was measured. */
  readonly improvement: number | null;
}

/** A notification before it has an id: what happened, without who is told. */
export type News = Omit<Notification, 'schemaVersion' | 'id' | 'type'> & {
  readonly type: NotificationType;
};
