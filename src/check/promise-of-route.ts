import type { StudyEvent } from '../history/study-event';
import { variantFiles } from '../plugins/plugin-variants';
import type { PermanentRoute } from '../routing/parse-permanent-routes';
import type { EvaluationSummary } from '../runs/evaluation';
import { batchOf, type EvidenceBatch, type GateEvidence, lastRuns } from '../runs/gate-evidence';
import type { Spec } from '../spec/spec';
import { specId as idOf } from '../spec/spec-id';
import { charactersAt, steeringIndices } from '../suites/mask';

/** Runs of a promise: those of a last look. */
const MOST_RUNS = 28;

/**
 * What a route promised: the runs of its spec as a baseline, made after it was chosen. Those that it was chosen by
 * flatter it, since of several specs the luckiest is chosen; they are taken only where there are no others.
 *
 * @param mask - of the suite that the study was admitted with
 * @returns null where the study has measured no such spec
 */
export function promiseOfRoute(
  events: readonly StudyEvent[],
  { spec, variantFile }: Pick<PermanentRoute, 'spec' | 'variantFile'>,
  mask: string,
): GateEvidence | null {
  const { phase } = spec;
  const specId = idOf(spec);
  const first = firstThatCounts(events, phase);
  const files = filesOf(events, spec);
  const counting = events.filter(
    (_, place) => place >= first && files[place] === variantFile?.sha256,
  );
  const fresh = batchesIn(counting, { phase, specId, isWanted: isFresh });
  const measured =
    fresh.length > 0 ? fresh : batchesIn(counting, { phase, specId, isWanted: () => true });
  const kinds = charactersAt(mask, steeringIndices(mask));
  const batches = lastRuns(
    measured.filter(({ passesByItem }) => passesByItem.length === kinds.length),
    MOST_RUNS,
  );
  return batches.length === 0 ? null : { specId, kinds, batches };
}

interface Wanted {
  readonly phase: string;
  readonly specId: string;
  readonly isWanted: (event: StudyEvent) => boolean;
}

function batchesIn(
  events: readonly StudyEvent[],
  { phase, specId, isWanted }: Wanted,
): readonly EvidenceBatch[] {
  return events
    .filter(isWanted)
    .flatMap((event) => summariesOf(event, phase))
    .filter((summary) => summary.specId === specId)
    .map(batchOf);
}

function isFresh({ type }: StudyEvent): boolean {
  return type === 'baseline-measured' || type === 'promotion-verified';
}

/** By which file of a plug-in the variant was asked at each event; undefined: it is built in, or not admitted. */
function filesOf(
  events: readonly StudyEvent[],
  { variant }: Spec,
): readonly (string | undefined)[] {
  let now: string | undefined;
  return events.map((event) => {
    if (event.type === 'study-admitted') {
      now = variantFiles(event.admitted.plugins)[variant]?.sha256;
    }
    return now;
  });
}

/** What was measured on another suite, or with other weights, says nothing any more. */
function firstThatCounts(events: readonly StudyEvent[], phase: string): number {
  const suiteOf = (event: StudyEvent): string | undefined =>
    event.type === 'study-admitted' ? event.admitted.suites[phase]?.ref.sha256 : undefined;
  const suite = events.map(suiteOf).findLast((sha256) => sha256 !== undefined);
  const otherSuite = events.findLastIndex(
    (event) => event.type === 'study-admitted' && suiteOf(event) !== suite,
  );
  const sameSuite = events.findIndex(
    (event, place) => place > otherSuite && event.type === 'study-admitted',
  );
  const drifted = events.findLastIndex(
    (event) =>
      event.type === 'baseline-measured' && event.phase === phase && event.drift !== undefined,
  );
  return Math.max(sameSuite, drifted, 0);
}

function summariesOf(event: StudyEvent, phase: string): readonly EvaluationSummary[] {
  if (event.type === 'baseline-measured' || event.type === 'candidate-decided') {
    return event.phase === phase ? [event.summary] : [];
  }
  if (event.type === 'promotion-verified') return event.phase === phase ? event.summaries : [];
  if (event.type === 'trial-kept') {
    return event.recommendation.phase === phase ? event.summaries : [];
  }
  return [];
}
