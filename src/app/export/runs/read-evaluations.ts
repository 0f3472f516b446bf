import type { StoreFiles } from '../../../../activities/store/medium';
import { readTranscript } from '../../../../activities/store/read-transcript';
import { studyFolder } from '../../../../activities/store/store-paths';
import { ARCHIVE_FOLDER, type ArchivedHistory } from '../../../audit/archive';
import type { Finding } from '../../../audit/finding';
import { isPlan, isRunResult, isSummary } from '../../../audit/parse-evaluation';
import { readArchive } from '../../../audit/read-archive';
import type { ActivityRecord, RunRecord } from '../../../audit/run-record';
import { WORKFLOWS } from '../../../contract';
import { isOutcome } from '../../../outcomes/outcome';
import type { EvaluationSummary } from '../../../runs/evaluation';
import type { EvaluationPlan } from '../../../runs/evaluation-plan';
import { specId } from '../../../spec/spec-id';
import { charactersAt, heldOutIndices, isAction, steeringIndices } from '../../../suites/mask';
import { filesOfFolder } from '../../audit/files-of-folder';
import { nodeTools } from '../../audit/node-tools';
import { CliError, EXIT } from '../../cli-error';
import type { MeasuredEvaluation, MeasuredItem, MeasuredRun } from './measured-evaluation';
import { readHistory } from './read-history';

/** What to read. */
export interface WantedRuns {
  readonly study: string;
  /** Null: every cycle. */
  readonly cycle: number | null;
  /** A spec's id; null: every spec. */
  readonly spec: string | null;
  /** Names of the models that are played from a table. */
  readonly simulated: ReadonlySet<string>;
}

/** An evaluation that is in the archive. */
export interface ArchivedEvaluation extends ArchivedHistory {
  readonly cycle: number;
}

/**
 * The evaluations of a study that are archived, oldest cycle first, in planned order.
 *
 * @throws {CliError} exit code 2 where the archive is not what its log says
 */
export async function archivedEvaluations(
  stored: StoreFiles,
  study: string,
): Promise<readonly ArchivedEvaluation[]> {
  const files = await filesOfFolder(stored, studyFolder(stored.root, study));
  const { manifests, findings } = await readArchive(files, nodeTools);
  const [finding] = findings;
  if (finding) throw damaged(study, finding);
  const newest = new Map(
    manifests
      .flatMap(({ manifest }) => manifest.histories)
      .filter(({ type }) => type === WORKFLOWS.evaluation)
      .map((history) => [history.workflowId, { ...history, cycle: cycleOf(history.workflowId) }]),
  );
  return [...newest.values()].toSorted(inOrder);
}

function damaged(study: string, { file, at, expected, found }: Finding): CliError {
  return new CliError(
    EXIT.differs,
    `Cannot export the runs of ${study}: ${file}, ${at}: expected ${expected}, found ${found}\n\`ratchet audit verify ${study}\` says more`,
  );
}

/** `lfm/c3/atomic/e2-variant-atomic` is of cycle 3. */
function cycleOf(evaluation: string): number {
  return Number(/\/c(\d+)\//.exec(evaluation)?.[1] ?? 0);
}

function inOrder(left: ArchivedEvaluation, right: ArchivedEvaluation): number {
  return (
    left.cycle - right.cycle ||
    left.workflowId.localeCompare(right.workflowId, 'en', { numeric: true })
  );
}

/**
 * The evaluations with what was wanted of their runs, one at a time: what was measured to its end, and nothing else.
 *
 * @throws {RatchetError} `STORE_CORRUPT`
 */
export async function* readEvaluations(
  stored: StoreFiles,
  archived: readonly ArchivedEvaluation[],
  wanted: WantedRuns,
): AsyncGenerator<MeasuredEvaluation> {
  const folder = studyFolder(stored.root, wanted.study);
  for (const history of archived) {
    if (wanted.cycle !== null && history.cycle !== wanted.cycle) continue;
    const record = await readHistory(stored, `${folder}/${ARCHIVE_FOLDER}`, history);
    const summaries = summariesIn(record).filter(({ specId }) => isWanted(wanted, specId));
    const [plan] = record.input;
    if (summaries.length === 0 || !isPlan(plan)) continue;
    const { study, cycle, phase, suite } = plan;
    const runs: MeasuredRun[] = [];
    for (const run of runsOf(record, plan, wanted)) {
      const calls = await readTranscript(stored, folder, run.result.transcript);
      runs.push(calls ? withCalls(run, calls) : run);
    }
    const evaluation = record.workflowId;
    const heldOut = plan.items === 'held-out';
    yield { study, cycle, phase, evaluation, suite, heldOut, runs, summaries };
  }
}

function isWanted({ spec }: WantedRuns, id: string): boolean {
  return spec === null || spec === id;
}

/** Empty where nothing was measured to its end. */
function summariesIn({ end }: RunRecord): readonly EvaluationSummary[] {
  if (end?.kind !== 'completed') return [];
  const { summaries }: { readonly summaries?: unknown } = Object(end.result);
  return Array.isArray(summaries) ? summaries.filter(isSummary) : [];
}

/** Without their transcripts. */
function runsOf(
  { activities }: RunRecord,
  plan: EvaluationPlan,
  wanted: WantedRuns,
): readonly MeasuredRun[] {
  const turns = new Map<string, number>();
  return activities.flatMap((activity, place) => {
    const run = runOf(activity, plan, place);
    if (!run || !isWanted(wanted, run.specId)) return [];
    const turn = (turns.get(run.specId) ?? 0) + 1;
    turns.set(run.specId, turn);
    return [{ ...run, turn, simulated: wanted.simulated.has(run.spec.model) }];
  });
}

function runOf(
  { outcome, scheduledAt, endedAt }: ActivityRecord,
  plan: EvaluationPlan,
  place: number,
) {
  const step = plan.steps[place];
  if (!step || outcome?.kind !== 'completed' || !isRunResult(outcome.result)) return null;
  const { spec } = step;
  const items = itemsOf(outcome.result.letters, plan);
  return {
    run: place + 1,
    spec,
    specId: specId(spec),
    result: outcome.result,
    scheduledAt: inMilliseconds(scheduledAt),
    endedAt: inMilliseconds(endedAt),
    hasTranscript: false,
    items,
  };
}

/** Servers tell nanoseconds, which not every reader takes. */
function inMilliseconds(time: string | null): string | null {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function itemsOf(letters: string, { items, mask }: EvaluationPlan): readonly MeasuredItem[] {
  const kinds = charactersAt(
    mask,
    items === 'steering' ? steeringIndices(mask) : heldOutIndices(mask),
  );
  return letters.split('').flatMap((letter, index) => {
    if (!isOutcome(letter)) return [];
    const kind = isAction(kinds.charAt(index)) ? 'action' : 'restraint';
    return [{ id: null, place: index + 1, kind, letter, calls: [] }];
  });
}

/** Items were asked in suite order, so their names stand in it. */
function withCalls(
  run: MeasuredRun,
  calls: NonNullable<Awaited<ReturnType<typeof readTranscript>>>,
): MeasuredRun {
  const byItem = new Map<string, (typeof calls)[number][]>();
  for (const call of calls) {
    if (call.item === null) continue;
    const own = byItem.get(call.item) ?? [];
    byItem.set(call.item, own);
    own.push(call);
  }
  const named = [...byItem];
  const items = run.items.map((item, index) => {
    const [id, own] = named[index] ?? [null, []];
    return { ...item, id, calls: own };
  });
  return { ...run, hasTranscript: true, items };
}
