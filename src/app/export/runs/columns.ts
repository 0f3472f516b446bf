import { answersOf, attemptsOf, latencyOf, promptOf, tokensOf } from './item-facts';
import type { MeasuredEvaluation, MeasuredItem, MeasuredRun } from './measured-evaluation';

/** One item of one run. */
export interface Row {
  readonly evaluation: MeasuredEvaluation;
  readonly run: MeasuredRun;
  readonly item: MeasuredItem;
}

export type Cell = string | number | boolean | null;

/** A column of the flat table; `time` is text in ISO 8601. */
export interface Column {
  readonly name: string;
  readonly type: 'text' | 'whole' | 'number' | 'boolean' | 'time';
  readonly mayBeMissing: boolean;
  readonly of: (row: Row) => Cell;
}

/** What the flat tables tell of each item of each run, in this order: docs/exports.md has a line for each. */
export const COLUMNS: readonly Column[] = [
  text('study', ({ evaluation }) => evaluation.study),
  whole('cycle', ({ evaluation }) => evaluation.cycle),
  text('phase', ({ evaluation }) => evaluation.phase),
  text('evaluation', ({ evaluation }) => evaluation.evaluation),
  whole('run', ({ run }) => run.run),
  text('spec', ({ run }) => run.specId),
  text('model', ({ run }) => run.spec.model),
  text('variant', ({ run }) => run.spec.variant),
  number('timeout_seconds', ({ run }) => run.spec.timeoutSeconds),
  whole('retries', ({ run }) => run.spec.retries),
  whole('isolation', ({ run }) => run.spec.isolation),
  whole('warmup', ({ run }) => run.spec.warmup),
  number('temperature', ({ run }) => run.spec.temperature),
  text('prompt_set', ({ run }) => run.spec.prompt),
  text('params_set', ({ run }) => run.spec.params),
  text('suite', ({ evaluation }) => evaluation.suite.source),
  text('suite_sha256', ({ evaluation }) => evaluation.suite.sha256),
  boolean('held_out', ({ evaluation }) => evaluation.heldOut),
  maybe(text('item', ({ item }) => item.id)),
  whole('place', ({ item }) => item.place),
  text('kind', ({ item }) => item.kind),
  text('outcome', ({ item }) => item.letter),
  boolean('right', ({ item }) => item.letter === 'P'),
  maybe(whole('attempts', ({ run, item }) => (run.hasTranscript ? attemptsOf(item.calls) : null))),
  maybe(whole('calls', ({ run, item }) => (run.hasTranscript ? item.calls.length : null))),
  maybe(number('latency_ms', ({ item }) => latencyOf(item))),
  maybe(whole('input_tokens', ({ item }) => tokensOf(item)?.input ?? null)),
  maybe(whole('output_tokens', ({ item }) => tokensOf(item)?.output ?? null)),
  maybe(text('prompt', ({ item }) => promptOf(item))),
  maybe(
    text('answers', ({ run, item }) =>
      run.hasTranscript ? JSON.stringify(answersOf(item)) : null,
    ),
  ),
  text('start_state', ({ run }) => run.result.startState),
  whole('run_attempt', ({ run }) => run.result.measured.attempt),
  maybe(text('served_model', ({ run }) => run.result.measured.servedModel)),
  maybe(text('digest', ({ run }) => run.result.measured.digest)),
  boolean('simulated', ({ run }) => run.simulated),
  maybe({ ...text('scheduled_at', ({ run }) => run.scheduledAt), type: 'time' }),
  maybe({ ...text('ended_at', ({ run }) => run.endedAt), type: 'time' }),
  text('transcript_sha256', ({ run }) => run.result.transcript.sha256),
];

/** The rows of an evaluation: run by run, items in suite order. */
export function rowsOf(evaluation: MeasuredEvaluation): readonly Row[] {
  return evaluation.runs.flatMap((run) => run.items.map((item) => ({ evaluation, run, item })));
}

function text(name: string, of: (row: Row) => string | null): Column {
  return { name, type: 'text', mayBeMissing: false, of };
}

function whole(name: string, of: (row: Row) => number | null): Column {
  return { name, type: 'whole', mayBeMissing: false, of };
}

function number(name: string, of: (row: Row) => number | null): Column {
  return { name, type: 'number', mayBeMissing: false, of };
}

function boolean(name: string, of: (row: Row) => boolean): Column {
  return { name, type: 'boolean', mayBeMissing: false, of };
}

function maybe(column: Column): Column {
  return { ...column, mayBeMissing: true };
}
