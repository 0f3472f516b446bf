/** A metric of Ratchet's own, as Prometheus reads it. */
export interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** As Prometheus shows it: a counter ends in `_total`, a duration in `_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

const RUN = ['study', 'phase', 'model', 'variant'];
const COST = ['study', 'model'];
const PHASE = ['study', 'phase'];

/** All of them. Those of the SDK beside them begin with `temporal_`. */
export const METRICS = {
  runs: {
    kind: 'counter',
    name: 'ratchet_runs_total',
    help: 'runs that were made and count',
    labels: RUN,
  },
  runFailures: {
    kind: 'counter',
    name: 'ratchet_run_failures_total',
    help: 'attempts at a run that failed, by error code: void, and made again where that can help',
    labels: [...COST, 'code'],
  },
  outcomes: {
    kind: 'counter',
    name: 'ratchet_outcomes_total',
    help: 'items of runs, by outcome letter (P W A N O M T)',
    labels: [...RUN, 'outcome'],
  },
  calls: {
    kind: 'counter',
    name: 'ratchet_model_calls_total',
    help: 'model calls of runs that count, calls thrown away with them',
    labels: COST,
  },
  tokens: {
    kind: 'counter',
    name: 'ratchet_tokens_total',
    help: 'tokens, as the endpoint tells them, by direction (input, output)',
    labels: [...COST, 'direction'],
  },
  cost: {
    kind: 'counter',
    name: 'ratchet_cost_microdollars_total',
    help: 'millionths of a US dollar, by the prices of the models file',
    labels: COST,
  },
  runSeconds: {
    kind: 'histogram',
    name: 'ratchet_run_duration_seconds',
    help: 'a run from the attempt’s start to its end, waiting for its slot included',
    labels: ['model'],
  },
  queueSeconds: {
    kind: 'histogram',
    name: 'ratchet_run_queue_seconds',
    help: 'what a run waited: for a slot of its pool, and in the endpoint’s queue',
    labels: ['model'],
  },
  verdicts: {
    kind: 'counter',
    name: 'ratchet_verdicts_total',
    help: 'decisions on candidates (PROMOTE, HOLD, REJECT, INAPPLICABLE)',
    labels: [...PHASE, 'verdict'],
  },
  changes: {
    kind: 'counter',
    name: 'ratchet_route_changes_total',
    help: 'changes of a route (what: promotion, repair, route) and what became of them (result: kept, undone)',
    labels: [...PHASE, 'what', 'result'],
  },
  ended: {
    kind: 'counter',
    name: 'ratchet_studies_ended_total',
    help: 'studies that ended, by how (finished, stopped, budget-spent, failed)',
    labels: ['state'],
  },
  notifications: {
    kind: 'counter',
    name: 'ratchet_notifications_total',
    help: 'attempts to tell a target of the notifications file (result: delivered, failed, given-up)',
    labels: ['target', 'result'],
  },
  studies: {
    kind: 'gauge',
    name: 'ratchet_studies',
    help: 'open studies of the installation, by state (running, paused, resting, starting)',
    labels: ['state'],
  },
  needsPerson: {
    kind: 'gauge',
    name: 'ratchet_study_needs_person',
    help: '1 where a study waits for a person to mend something, else 0',
    labels: ['study'],
  },
  cycle: {
    kind: 'gauge',
    name: 'ratchet_study_cycle',
    help: 'the cycle that an open study is in',
    labels: ['study'],
  },
  accuracy: {
    kind: 'gauge',
    name: 'ratchet_baseline_accuracy',
    help: 'median accuracy of the baseline when last measured, 0 to 1',
    labels: PHASE,
  },
  holds: {
    kind: 'gauge',
    name: 'ratchet_holds',
    help: 'candidates on HOLD',
    labels: PHASE,
  },
  errorBudgetLeft: {
    kind: 'gauge',
    name: 'ratchet_error_budget_left',
    help: 'what is left of the chance of a false promotion that the study allows itself, as a share, 0 to 1',
    labels: ['study'],
  },
  poolSlots: {
    kind: 'gauge',
    name: 'ratchet_pool_slots',
    help: 'slots of a pool, over all workers',
    labels: ['pool'],
  },
  poolUsed: {
    kind: 'gauge',
    name: 'ratchet_pool_slots_used',
    help: 'slots of a pool that runs hold',
    labels: ['pool'],
  },
  poolWaiting: {
    kind: 'gauge',
    name: 'ratchet_pool_waiting',
    help: 'runs that wait for a slot of the pool',
    labels: ['pool'],
  },
  looked: {
    kind: 'gauge',
    name: 'ratchet_last_look_timestamp_seconds',
    help: 'when this worker last saw the server’s studies and pools, in Unix time',
    labels: [],
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;
