import type { StudyEvent } from '../history/study-event';
import type { EvaluationSummary } from '../runs/evaluation';
import type { MeasuredItem } from './run-cost';

interface Seen {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly seconds: number;
}

/** What the logs of studies show of a model's items: per model and variant, `lfm/native_api`. */
export function measuredItems(events: readonly StudyEvent[]): ReadonlyMap<string, MeasuredItem> {
  const seen = new Map<string, Seen[]>();
  for (const summary of events.flatMap(summariesOf)) {
    const each = perItem(summary);
    if (!each) continue;
    const key = keyOf(summary.spec);
    seen.set(key, [...(seen.get(key) ?? []), each]);
  }
  return new Map([...seen].map(([key, all]) => [key, together(all)]));
}

export function keyOf({
  model,
  variant,
}: {
  readonly model: string;
  readonly variant: string;
}): string {
  return `${model}/${variant}`;
}

function summariesOf(event: StudyEvent): readonly EvaluationSummary[] {
  if ('summary' in event) return [event.summary];
  return 'summaries' in event ? event.summaries : [];
}

/** Null: nothing was counted. */
function perItem({ items, runs, measured }: EvaluationSummary): Seen | null {
  const count = items * runs;
  if (count === 0 || measured.inputTokens === 0) return null;
  return {
    inputTokens: measured.inputTokens / count,
    outputTokens: measured.outputTokens / count,
    seconds: measured.latency.medianMs / 1_000,
  };
}

function together(all: readonly Seen[]): MeasuredItem {
  const of = (field: keyof Seen) => {
    const values = all.map((each) => each[field]);
    return {
      least: Math.min(...values),
      likely: values.reduce((sum, value) => sum + value, 0) / values.length,
      most: Math.max(...values),
    };
  };
  return {
    evaluations: all.length,
    inputTokens: of('inputTokens'),
    outputTokens: of('outputTokens'),
    seconds: of('seconds'),
  };
}
