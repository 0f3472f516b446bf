/** What an archived history says of one run of a workflow, without the protocol around it. Values are unchecked JSON. */
export interface RunRecord {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly input: readonly unknown[];
  /** Number of events. */
  readonly events: number;
  /** Build ids of the workers that took its workflow tasks, each with its last event, in order. */
  readonly builds: readonly BuildUse[];
  /** In the order in which they were scheduled. */
  readonly activities: readonly ActivityRecord[];
  /** In the order in which they were asked for. */
  readonly children: readonly ChildRecord[];
  /** Signals and accepted updates, in the order in which they came. */
  readonly messages: readonly MessageRecord[];
  /** Ids of the patches that it knew. */
  readonly patches: readonly string[];
  /** The last event; null where the history has no end. */
  readonly end: RunEnd | null;
}

export interface BuildUse {
  readonly build: string;
  readonly lastEvent: number;
}

export interface ActivityRecord {
  /** Number of the event that scheduled it. */
  readonly event: number;
  /** Its number in the run, as text. */
  readonly id: string;
  readonly type: string;
  readonly input: readonly unknown[];
  /** Null: nothing was heard of it. */
  readonly outcome: ActivityOutcome | null;
  /** By the server's clock, ISO 8601; null where the history does not tell. */
  readonly scheduledAt: string | null;
  readonly endedAt: string | null;
}

export type ActivityOutcome =
  | { readonly kind: 'completed'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string }
  | { readonly kind: 'cancelled' | 'timed-out' };

export interface ChildRecord {
  readonly event: number;
  readonly workflowId: string;
  readonly type: string;
  readonly input: readonly unknown[];
  /** Null: it was never started. */
  readonly runId: string | null;
  /** Null: nothing was heard of its end. */
  readonly outcome:
    | { readonly kind: 'completed'; readonly result: unknown }
    | { readonly kind: 'failed' | 'cancelled' | 'timed-out' | 'terminated' }
    | null;
}

export interface MessageRecord {
  readonly event: number;
  readonly name: string;
  readonly payload: unknown;
}

export type RunEnd =
  | { readonly kind: 'completed'; readonly result: unknown }
  | {
      readonly kind: 'continued-as-new';
      readonly input: readonly unknown[];
      /** The run that goes on. */
      readonly runId: string;
    }
  | { readonly kind: 'failed' | 'cancelled' | 'timed-out' | 'terminated' };
