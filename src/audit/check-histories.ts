import { describeIssues } from '../input-issue';
import { ARCHIVE_FOLDER, type ArchivedHistory, type ArchiveManifest, historyName } from './archive';
import type { Finding } from './finding';
import { readRun } from './read-run';
import type { RunEnd, RunRecord } from './run-record';
import type { StudyFiles, Tools } from './study-files';

/** A run with the file that its history is in, below the study's folder. */
export interface FiledRun {
  readonly file: string;
  readonly record: RunRecord;
}

/** The histories of a manifest that are what it says, and what is wrong with the others. */
export async function checkHistories(
  files: StudyFiles,
  { histories }: ArchiveManifest,
  tools: Tools,
): Promise<{ readonly runs: readonly FiledRun[]; readonly findings: readonly Finding[] }> {
  const runs: FiledRun[] = [];
  const findings: Finding[] = [];
  for (const entry of histories) {
    const file = `${ARCHIVE_FOLDER}/${entry.file}`;
    const found = checkHistory(await files.read(file), entry, tools);
    if ('record' in found) runs.push({ file, record: found.record });
    else findings.push({ file, ...found });
  }
  return { runs, findings };
}

type Wrong = Omit<Finding, 'file'>;

function checkHistory(
  bytes: Uint8Array | null,
  entry: ArchivedHistory,
  { sha256, gunzip }: Tools,
): { readonly record: RunRecord } | Wrong {
  if (!bytes)
    return { at: 'the file', expected: `a history of ${entry.workflowId}`, found: 'none' };
  const hash = sha256(bytes);
  if (hash !== entry.fileSha256) {
    return { at: 'the bytes', expected: `SHA-256 ${entry.fileSha256}`, found: hash };
  }
  try {
    const json = gunzip(bytes);
    const content = sha256(json);
    if (content !== entry.sha256) {
      return { at: 'the history', expected: `SHA-256 ${entry.sha256}`, found: content };
    }
    const record = readRun(entry, JSON.parse(new TextDecoder().decode(json)));
    if (!record.ok) {
      return { at: 'the history', expected: 'events', found: describeIssues(record.issues) };
    }
    return mislabelled(record.value, entry) ?? { record: { ...record.value, ...idsOf(entry) } };
  } catch (error) {
    return { at: 'the file', expected: 'a compressed history', found: String(error) };
  }
}

function idsOf({ workflowId, runId }: ArchivedHistory) {
  return { workflowId, runId };
}

/** Does the manifest call the history what it is? */
function mislabelled(record: RunRecord, entry: ArchivedHistory): Wrong | null {
  const labels = [
    ['workflow id', record.workflowId, entry.workflowId],
    ['run id', record.runId, entry.runId],
    ['type', record.type, entry.type],
    ['number of events', String(record.events), String(entry.events)],
    ['status', statusOf(record.end), entry.status],
    ['file name', `${historyName(entry)}.json.gz`, entry.file],
  ] as const;
  const wrong = labels.find(([, is, called]) => is !== called);
  if (!wrong) return null;
  const [what, is, called] = wrong;
  return { at: what, expected: `${called}, as the manifest says`, found: is };
}

const STATUS: Readonly<Record<RunEnd['kind'], string>> = {
  completed: 'COMPLETED',
  'continued-as-new': 'CONTINUED_AS_NEW',
  failed: 'FAILED',
  cancelled: 'CANCELLED',
  'timed-out': 'TIMED_OUT',
  terminated: 'TERMINATED',
};

function statusOf(end: RunEnd | null): string {
  return end ? STATUS[end.kind] : 'no end';
}
