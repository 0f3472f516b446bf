import type { StudyEvent } from '../history/study-event';
import type { EvaluationSummary } from '../runs/evaluation';
import { specId } from '../spec/spec-id';
import type { Pilot, PilotSpec } from './pilot';

/** Older runs than these say little about how a model answers now. */
const MOST_RUNS = 28;

/** What a study's log holds of the baseline's runs, or why it cannot serve as a pilot. */
export type FoundPilot =
  | { readonly ok: true; readonly pilot: Pilot; readonly phase: string }
  | { readonly ok: false; readonly reason: string };

/**
 * The newest runs of a phase's present baseline, up to 28, as a pilot.
 *
 * @param asked - null: the study's only phase
 */
export function pilotFromEvents(events: readonly StudyEvent[], asked: string | null): FoundPilot {
  const summaries = events.flatMap((event) =>
    event.type === 'baseline-measured' ? [{ phase: event.phase, ...event.summary }] : [],
  );
  const phases = [...new Set(summaries.map(({ phase }) => phase))];
  if (phases.length === 0) return { ok: false, reason: 'no baseline was measured in it yet' };
  const phase = asked ?? (phases.length === 1 ? phases[0] : undefined);
  const own = newest(summaries.filter((each) => each.phase === phase));
  if (phase === undefined || own.length === 0) {
    const which = asked === null ? 'say which of its phases' : `it has no phase "${asked}"`;
    return { ok: false, reason: `${which}: ${phases.join(', ')}` };
  }
  return own.reduce((sum, { runs }) => sum + runs, 0) < 2
    ? { ok: false, reason: 'its baseline has fewer than two runs' }
    : { ok: true, pilot: pilotOf(events, phase, own), phase };
}

/** Evaluations of the spec that was measured last, newest first, as many as may be used. */
function newest(summaries: readonly EvaluationSummary[]): readonly EvaluationSummary[] {
  const last = summaries.at(-1);
  const found: EvaluationSummary[] = [];
  let runs = 0;
  for (const each of summaries.toReversed()) {
    if (!last || specId(each.spec) !== specId(last.spec) || each.items !== last.items) break;
    if (found.length > 0 && runs + each.runs > MOST_RUNS) break;
    found.push(each);
    runs += each.runs;
  }
  return found;
}

function pilotOf(
  events: readonly StudyEvent[],
  phase: string,
  summaries: readonly EvaluationSummary[],
): Pilot {
  const admitted = events.flatMap((event) =>
    event.type === 'study-admitted' ? [event.admitted.suites[phase]] : [],
  );
  const ref = admitted.at(-1)?.ref;
  return {
    schemaVersion: 1,
    suite: { name: ref?.source ?? phase, sha256: ref?.sha256 ?? '' },
    items: summaries[0]?.items ?? 0,
    specs: [together(summaries)],
  };
}

function together(summaries: readonly EvaluationSummary[]): PilotSpec {
  const items = summaries[0]?.items ?? 0;
  return {
    specId: summaries[0]?.specId ?? '',
    runs: summaries.reduce((sum, { runs }) => sum + runs, 0),
    passesByItem: Array.from({ length: items }, (_, item) =>
      summaries.reduce((sum, { passesByItem }) => sum + (passesByItem[item] ?? 0), 0),
    ),
    passesByRun: summaries.toReversed().flatMap(({ passesByRun }) => passesByRun),
  };
}
