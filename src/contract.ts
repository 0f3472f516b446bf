import type { Recommendation } from './enforcement/recommendation';
import type { StudyEvent } from './history/study-event';
import type { DiagnosisView, GateView, GeneratorView, Proposed, Remedy } from './plugins/plugin';
import type { AdmittedPlugin } from './plugins/study-plugins';
import type { EvaluationSummary } from './runs/evaluation';
import type { RunRequest, RunResult } from './runs/run';
import type { Spec } from './spec/spec';
import type { Admitted, CarriedState } from './study/carried-state';
import type { Study } from './study/study';
import type { StudyReport } from './study/study-report';

/**
 * Everything this system does to the outside world, on one page.
 * `activities/` implements it and `workflows/` calls it; neither imports the other.
 */
export interface AdmissionActivities {
  /** Checks a study against the world before its first run: suites, models, owner of each phase. */
  admitStudy(study: Study): Promise<AdmissionResult>;
}

export interface ModelActivities {
  /** Makes one run: the whole suite once, with one spec. Retried whole, never in part. */
  measureRun(request: RunRequest): Promise<RunResult>;
}

export interface StoreActivities {
  /** Appends events to the study's log and brings its files up to date. The same events twice change nothing. */
  recordEvents(batch: EventBatch): Promise<void>;
  /** Writes the histories of a closed run and of its children to the study's archive. */
  archiveHistories(request: ArchiveRequest): Promise<ArchiveResult>;
  /** Undoes the trials of a study that were left open by a workflow that somebody closed. Twice changes nothing. */
  undoTrials(request: UndoTrials): Promise<UndoneTrials>;
  /** What somebody changed in the study's routing file since it was last written. */
  readHandEdits(request: EditedStudy): Promise<HandEdits>;
}

/** Plug-ins of a study, each pinned by its hash; what it answers is recorded as the activity's result. */
export interface PluginActivities {
  askGenerator(plugin: AdmittedPlugin, seen: GeneratorView): Promise<readonly Proposed[]>;
  askGate(plugin: AdmittedPlugin, decided: GateView): Promise<{ readonly reason: string } | null>;
  askDiagnosis(plugin: AdmittedPlugin, seen: DiagnosisView): Promise<Remedy | null>;
  /** The file as it is now: what a study goes on with once somebody has mended it. */
  pinPlugin(study: string, plugin: Pick<AdmittedPlugin, 'kind' | 'file'>): Promise<AdmittedPlugin>;
}

export interface AdmissionResult {
  readonly admitted: Admitted;
  /** Routes that phases without a baseline start from. */
  readonly routes: Readonly<Record<string, Spec>>;
  /** Where an earlier study of this name ended; zeros for a new one. */
  readonly lastSeq: number;
  readonly lastCycle: number;
}

export interface EventBatch {
  readonly study: string;
  readonly events: readonly StudyEvent[];
}

export interface ArchiveRequest {
  readonly study: string;
  readonly workflowId: string;
  readonly runId: string;
}

export interface EditedStudy {
  readonly study: string;
  /** Those that the study tunes now: an edit of another is left alone. */
  readonly phases: readonly string[];
  /** Those that the study was admitted with: a route may name no other. */
  readonly models: readonly string[];
  /** Names of prompt and parameter sets that it may name; not there in requests of earlier versions. */
  readonly prompts?: readonly string[];
  readonly params?: readonly string[];
  /** Not there: the built-in ones. */
  readonly variants?: readonly string[];
  /** Phases whose suites have no examples for the variants that need some. */
  readonly noExamples?: readonly string[];
}

export interface HandEdits {
  readonly edits: readonly { readonly phase: string; readonly from: Spec; readonly to: Spec }[];
  /** What is wrong with an edited file that cannot be used; null: nothing. */
  readonly rejected: string | null;
}

export interface UndoTrials {
  readonly study: string;
  readonly reason: string;
  /** Time of the events, ISO 8601. */
  readonly at: string;
  /** The one whose workflow was closed; not there in requests of earlier versions. */
  readonly transaction?: ClosedTransaction;
}

/** An enforcement as far as it is known without its own workflow. */
export interface ClosedTransaction {
  /** Sequence number of its first event, written or not. */
  readonly firstSeq: number;
  readonly cycle: number;
  /** What the ids of its events begin with. */
  readonly id: string;
  readonly recommendation: Recommendation;
  readonly trial: Spec;
}

export interface UndoneTrials {
  /** Sequence number of the study's next event. */
  readonly nextSeq: number;
  readonly undone: number;
  /** What became of the transaction: it may have ended by itself before it was closed. */
  readonly settled?: SettledTrial | undefined;
}

export interface SettledTrial {
  readonly recommendation: Recommendation;
  readonly summaries: readonly EvaluationSummary[];
}

export interface ArchiveResult {
  readonly files: number;
}

/** Workflow types, as `temporal workflow start --type` takes them. */
export const WORKFLOWS = {
  cycle: 'optimizationCycle',
  evaluation: 'evaluateSpec',
  enforcement: 'enforceRecommendation',
  archive: 'archiveStudy',
  pool: 'modelPool',
} as const;

/** One cycle: the study as its owner wrote it, and what the cycle before handed on. */
export type OptimizationCycle = (input: unknown, carried?: CarriedState) => Promise<StudyReport>;

/** Task queue of the workflows; a prefix keeps several installations on one server apart. */
export const WORKFLOW_QUEUE = 'ratchet';

export function modelQueue(prefix: string, model: string): string {
  return `${prefix}${WORKFLOW_QUEUE}-model-${model}`;
}

export function storeQueue(prefix: string, store: string): string {
  return `${prefix}${WORKFLOW_QUEUE}-store-${store}`;
}

/** Search attributes that a server needs, with their types. */
export const SEARCH_ATTRIBUTES = {
  RatchetCycle: 'Int',
  RatchetState: 'Keyword',
  RatchetBaseline: 'Keyword',
  RatchetVerdict: 'Keyword',
  RatchetAccuracy: 'Double',
} as const;

/** Names of the messages that a study takes, as signals and as updates. */
export const CONTROLS = [
  'pause',
  'resume',
  'stop',
  'setGenerators',
  'addCandidate',
  'setBudget',
  'promote',
  'reject',
] as const;
export type ControlName = (typeof CONTROLS)[number];

export const STATUS_QUERY = 'status';

/** The study and its whole state, as its newest run holds them: what another server needs to go on with it. */
export const CARRIED_QUERY = 'carried';

/** What a query to a closed run says with it: such a run may be looked at as far as its history goes. */
export const CLOSED_RUN = 'closed';

/**
 * How a worker refuses a query that it could answer only by going ahead of the workflow's tasks (decision 0089). The next
 * one finds the workflow further.
 */
export const ASK_AGAIN =
  'this worker has just taken the workflow up, and a task of it waits: ask again';

export interface Carried {
  /** As its owner wrote it. */
  readonly input: unknown;
  readonly state: CarriedState;
}

/** Gives a resting study the moment that it needs to go over to the current build of its worker deployment. */
export const ADOPT_BUILD_SIGNAL = 'adoptBuild';

/** What the main loop tells its open children. */
export const CHILD_CONTROL_SIGNAL = 'control';
export type ChildControl = 'hold' | 'release' | 'stop';
