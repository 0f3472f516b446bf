import type { StudyEvent } from '../history/study-event';

/** Where the archives of a study are, below its folder. */
export const ARCHIVE_FOLDER = 'histories';
/** Every manifest by its hash, in the order in which they were written: JSON Lines, each with the hash of the line before. */
export const ARCHIVE_LOG = `${ARCHIVE_FOLDER}/archive.log`;

/** One run of a workflow. */
export interface RunId {
  readonly workflowId: string;
  readonly runId: string;
}

/** What an archive's manifest says: `histories/<workflow id>-<run id>.manifest.json`, one for each run of a study. */
export interface ArchiveManifest extends RunId {
  readonly schemaVersion: 2;
  /** The run itself first, then its children, each after its parent. */
  readonly histories: readonly ArchivedHistory[];
  /** The workflow code that made them, by build id. */
  readonly bundles: readonly ArchivedBundle[];
  readonly transcripts: readonly ArchivedTranscript[];
  /** Runs of which nothing was written, and why. */
  readonly leftOut: readonly (RunId & { readonly why: 'open' | 'not-found' })[];
  /** The end of the study's log when this was written: number and hash of its last line. */
  readonly log: LogHead;
  /** Events that no history holds: the store wrote them, for a workflow that somebody had closed. */
  readonly byStore: readonly StudyEvent[];
}

export interface ArchivedHistory extends RunId {
  /** Workflow type. */
  readonly type: string;
  /** `COMPLETED`, `CONTINUED_AS_NEW`, `TERMINATED` and so on. */
  readonly status: string;
  readonly events: number;
  /** Below the folder of the archives. */
  readonly file: string;
  /** Of the history's JSON, uncompressed. */
  readonly sha256: string;
  /** Of the file's bytes. */
  readonly fileSha256: string;
}

export interface ArchivedBundle {
  /** As the server recorded it with the workflow tasks. */
  readonly build: string;
  /** Of the code, uncompressed; null: the build id does not tell. */
  readonly sha256: string | null;
  /** Below the folder of the archives; null: no worker of this data folder has left it. */
  readonly file: string | null;
  readonly fileSha256: string | null;
}

export interface ArchivedTranscript {
  /** Below the study's folder. */
  readonly file: string;
  /** Of the file's bytes; null: it was not there. */
  readonly fileSha256: string | null;
}

export interface LogHead {
  /** 0: there was no line. */
  readonly seq: number;
  readonly line: string;
}

/** One line of `archive.log`. */
export interface ArchiveLine extends RunId {
  readonly schemaVersion: 1;
  /** From 1, without gaps. */
  readonly seq: number;
  /** SHA-256 of the line before, without its line end; 64 zeros in the first line. */
  readonly previous: string;
  /** Below the folder of the archives. */
  readonly manifest: string;
  /** Of the manifest. */
  readonly sha256: string;
}

/** What a run's files are named after: a workflow id may hold what a file name may not. */
export function historyName({ workflowId, runId }: RunId): string {
  return `${workflowId.replace(/[^A-Za-z0-9.-]/g, '_')}-${runId}`;
}

export function manifestName(run: RunId): string {
  return `${historyName(run)}.manifest.json`;
}

/**
 * The build id of a worker that runs this bundle. The SDK's own holds a hash that the worker's folder goes into.
 *
 * @param label - what people call it, before the hash that tells it
 */
export function buildOf(sha256: string, label?: string): string {
  return `${label === undefined ? '' : `${label}+`}ratchet+${sha256}`;
}

/** The hash of the bundle that a build id names; null where it names none. */
export function bundleHashOf(build: string): string | null {
  return /^(?:[\w.-]+\+)?ratchet\+([0-9a-f]{64})$/.exec(build)?.[1] ?? null;
}

/** Where a bundle lies, below a folder of archives or the data folder. */
export function bundleFile(sha256: string): string {
  return `bundles/${sha256}.js.gz`;
}

/** Children that were open when their parent was archived; the archivist itself always is. */
export function openIn({ leftOut }: Pick<ArchiveManifest, 'leftOut'>): readonly RunId[] {
  return leftOut.filter(
    ({ why, workflowId }) => why === 'open' && !/\/archive-c\d+$/.test(workflowId),
  );
}
