import type { StoreFiles } from '../../../../activities/store/medium';
import { studyFolder } from '../../../../activities/store/store-paths';
import type { StudyEvent } from '../../../history/study-event';
import { didYouMean } from '../../../nearest-word';
import { chosenStudies } from '../../audit/chosen-studies';
import { eventsOfLog } from '../../audit/events-of-log';
import { CliError, EXIT } from '../../cli-error';
import { ofType } from '../../report/page/story';
import type { MeasuredEvaluation } from './measured-evaluation';
import { type ArchivedEvaluation, archivedEvaluations, readEvaluations } from './read-evaluations';
import { type Destination, writeRuns } from './write-runs';

/** What to export, and where. */
export interface RunsExport extends Destination {
  /** Null: every cycle. */
  readonly cycle: number | null;
  /** Null: every spec. */
  readonly spec: string | null;
}

/** What was written. */
export interface ExportedRuns {
  /** Paths. */
  readonly files: readonly string[];
  readonly evaluations: number;
  readonly runs: number;
  /** Items of all runs: rows of a table, samples, results, events. */
  readonly items: number;
  /** Runs whose transcript is not in this store: their letters are told, and no names, questions and answers. */
  readonly withoutTranscript: number;
  /** Evaluations that the log names and no archive holds yet: those of the cycle that is open. */
  readonly notArchived: readonly string[];
}

/**
 * Writes the runs of a study for another program, from the store alone.
 *
 * @throws {CliError} bad input where there is nothing to write; exit code 2 where log or archive are damaged
 * @throws {RatchetError} `STORE_CORRUPT`, `STORE_UNWRITABLE`, `PLUGIN_FAILED`
 */
export async function exportRuns(stored: StoreFiles, asked: RunsExport): Promise<ExportedRuns> {
  await chosenStudies(stored, asked.study);
  const events = await eventsOfLog(stored, studyFolder(stored.root, asked.study));
  const archived = await archivedEvaluations(stored, asked.study);
  const counted = { evaluations: 0, runs: 0, items: 0, withoutTranscript: 0 };
  const wanted = { ...asked, simulated: simulatedIn(events) };
  const evaluations = counting(readEvaluations(stored, archived, wanted), counted);
  const files = await writeRuns(
    asked,
    atLeastOne(evaluations, () => nothingThere(asked, archived, events)),
  );
  return { files, ...counted, notArchived: notArchived(asked, archived, events) };
}

function simulatedIn(events: readonly StudyEvent[]): ReadonlySet<string> {
  const models = ofType(events, 'study-admitted').flatMap(({ admitted }) =>
    Object.entries(admitted.models),
  );
  return new Set(models.flatMap(([name, { simulated }]) => (simulated ? [name] : [])));
}

async function* counting(
  evaluations: AsyncIterable<MeasuredEvaluation>,
  counted: { evaluations: number; runs: number; items: number; withoutTranscript: number },
): AsyncGenerator<MeasuredEvaluation> {
  for await (const evaluation of evaluations) {
    counted.evaluations += 1;
    counted.runs += evaluation.runs.length;
    for (const { items, hasTranscript } of evaluation.runs) {
      counted.items += items.length;
      counted.withoutTranscript += hasTranscript ? 0 : 1;
    }
    yield evaluation;
  }
}

/** Throws at its end where it held nothing: then nothing is written. */
async function* atLeastOne<T>(values: AsyncIterable<T>, why: () => Error): AsyncGenerator<T> {
  let some = false;
  for await (const value of values) {
    some = true;
    yield value;
  }
  if (!some) throw why();
}

function nothingThere(
  { study, cycle, spec }: RunsExport,
  archived: readonly ArchivedEvaluation[],
  events: readonly StudyEvent[],
): CliError {
  return new CliError(EXIT.badInput, `Cannot export runs of ${study}: ${why()}`);

  function why(): string {
    if (archived.length === 0) {
      return 'none is archived yet; the runs of a cycle are, a moment after its end';
    }
    const cycles = archived.map((each) => each.cycle);
    if (cycle !== null && !cycles.includes(cycle)) {
      return `no run of cycle ${cycle} is archived; cycles ${Math.min(...cycles)} to ${Math.max(...cycles)} are`;
    }
    const specs = [...new Set(summariesOf(events).map(({ specId }) => specId))];
    return `none is of the spec ${spec ?? ''}${cycle === null ? '' : ` in cycle ${cycle}`}${didYouMean(spec ?? '', specs)}; \`ratchet report ${study}\` tells the specs`;
  }
}

function notArchived(
  { cycle, spec }: RunsExport,
  archived: readonly ArchivedEvaluation[],
  events: readonly StudyEvent[],
): readonly string[] {
  const there = new Set(archived.map(({ workflowId }) => workflowId));
  const told = summariesOf(events.filter((event) => cycle === null || event.cycle === cycle))
    .filter(({ specId }) => spec === null || specId === spec)
    .map(({ evaluation }) => evaluation);
  return [...new Set(told)].filter((evaluation) => !there.has(evaluation));
}

function summariesOf(events: readonly StudyEvent[]) {
  return events.flatMap((event) => {
    if ('summary' in event) return [event.summary];
    return 'summaries' in event ? event.summaries : [];
  });
}
