import type { StudyEvent } from '../../../history/study-event';
import type { EvaluationSummary } from '../../../runs/evaluation';

/** What a study used up, as its events tell. */
export interface SpentByEvents {
  readonly evaluations: number;
  readonly runs: number;
  readonly tokens: number;
  /** Null: no endpoint has a price in the models file. */
  readonly usd: number | null;
  /** Runs that needed more than one attempt. */
  readonly retriedRuns: number;
}

export function spentBy(events: readonly StudyEvent[]): SpentByEvents {
  const summaries = new Map(
    events
      .flatMap(summariesIn)
      .map((summary) => [`${summary.evaluation} ${summary.specId}`, summary]),
  );
  const all = [...summaries.values()];
  const costs = all.flatMap(({ measured }) => measured.costUsd ?? []);
  return {
    evaluations: new Set(all.map(({ evaluation }) => evaluation)).size,
    runs: total(all, ({ runs }) => runs),
    tokens: total(all, ({ measured }) => measured.inputTokens + measured.outputTokens),
    usd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
    retriedRuns: total(all, ({ measured }) => measured.retriedRuns),
  };
}

/** The evaluations that an event brought. */
export function summariesIn(event: StudyEvent): readonly EvaluationSummary[] {
  if ('summary' in event) return [event.summary];
  return 'summaries' in event ? event.summaries : [];
}

function total(
  summaries: readonly EvaluationSummary[],
  of: (summary: EvaluationSummary) => number,
): number {
  return summaries.reduce((sum, summary) => sum + of(summary), 0);
}
