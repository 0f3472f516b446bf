import { assembleEvents } from '../../../src/audit/assemble-events';
import type { FiledRun } from '../../../src/audit/check-histories';
import { readRun } from '../../../src/audit/read-run';
import { recomputeEvaluation } from '../../../src/audit/recompute-evaluation';
import { eventsOfRun } from '../../../src/audit/recorded-events';
import type { RunRecord } from '../../../src/audit/run-record';
import type { StudyEvent } from '../../../src/history/study-event';
import type { EvaluationSummary } from '../../../src/runs/evaluation';
import { recordedHistories } from '../../support/recorded-histories';

/** A study whose histories an earlier version left, read as an audit reads them. */
export interface RecordedStudy {
  /** `0.2.0/screened`. */
  readonly name: string;
  readonly runs: readonly FiledRun[];
  /** Runs of the study's own workflow. */
  readonly roots: readonly FiledRun[];
  readonly events: readonly StudyEvent[];
  readonly summaries: ReadonlyMap<string, EvaluationSummary>;
}

export async function recordedStudies(): Promise<readonly RecordedStudy[]> {
  const byStudy = new Map<string, FiledRun[]>();
  for (const { file, workflowId, history } of await recordedHistories()) {
    const record = readRun({ workflowId, runId: file }, history);
    if (!record.ok) throw new Error(`${file}: ${JSON.stringify(record.issues)}`);
    const name = file.split(/[\\/]/).slice(0, 2).join('/');
    const runs = byStudy.get(name) ?? [];
    runs.push({ file, record: record.value });
    byStudy.set(name, runs);
  }
  return [...byStudy].map(([name, runs]) => studyOf(name, runs));
}

export function studyOf(name: string, runs: readonly FiledRun[]): RecordedStudy {
  const recorded = runs.flatMap(({ file, record }) =>
    eventsOfRun(record).map((event) => ({ ...event, file })),
  );
  const { events } = assembleEvents(recorded, Number.POSITIVE_INFINITY);
  const summaries = runs.flatMap(({ record }) => summariesOf(record));
  return {
    name,
    runs,
    roots: runs.filter(({ record }) => record.type === 'optimizationCycle'),
    events: events.map(({ event }) => event),
    summaries: new Map(summaries.map((each) => [`${each.evaluation} ${each.specId}`, each])),
  };
}

function summariesOf(record: RunRecord): readonly EvaluationSummary[] {
  return record.type === 'evaluateSpec' ? recomputeEvaluation(record).summaries : [];
}
