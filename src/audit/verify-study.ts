import { eventOf } from '../history/decision-log';
import type { StudyEvent } from '../history/study-event';
import { assembleEvents } from './assemble-events';
import { checkFiles, type LogEnd } from './check-files';
import { checkHashes } from './check-hashes';
import { checkHeads } from './check-heads';
import { type CheckedLog, checkLog, type ReadLog, readLog } from './check-log';
import { checkMark } from './check-mark';
import { checkOtherTranscripts } from './check-transcripts';
import { checkContinuation } from './check-tree';
import type { Finding } from './finding';
import { type ReadArchive, readArchive, strangersIn } from './read-archive';
import { recomputeCycles } from './recompute-cycles';
import { headText, type StudyHead } from './study-head';
import { type Taken, takeManifests } from './take-manifests';
import { decisionsIn, type VerifyReport } from './verify-report';
import type { VerifyRequest } from './verify-request';

/**
 * Proves a study's files from its archives: every hash, every file made from events, and everything that a pure function
 * decided, from the letters on. Gives what is not as it should be, the surest first. Where an archived history is not
 * what was written, nothing that would rest on it is looked at.
 */
export async function* verifyStudy(request: VerifyRequest): AsyncGenerator<Finding, VerifyReport> {
  const { files, tools, progress = () => undefined } = request;
  progress('hashes');
  const archive = await readArchive(files, tools);
  const damaged = yield* damage(request, archive);
  const read = await readLog(files, tools);
  progress('files');
  if (!read.broken) yield* proveProjections(request, read);
  if (damaged) return nothingProven(request.study);
  const taken = yield* takeManifests(request, archive.manifests);
  progress('log');
  const log = yield* proveLog(request, { archive, read, taken });
  progress('decisions');
  yield* checkContinuation(taken.roots);
  const archived = log.events.slice(0, log.archived);
  yield* recomputeCycles(taken, archived);
  const others = await checkOtherTranscripts(files, taken.transcripts, tools);
  yield* others.findings;
  yield* checkHeads(request.heads ?? [], {
    log: read.lines.map(({ hash }) => hash),
    archive: archive.lines.map(({ hash }) => hash),
  });
  return {
    study: request.study,
    events: log.events.length,
    archived: log.archived,
    decisions: decisionsIn(archived),
    histories: taken.histories,
    transcripts: taken.transcripts.size,
    bundles: taken.bundles.size,
    notes: [...openNote(log), ...taken.notes, ...othersNote(others.others)],
    head: headText(headOf(archive, read)),
  };
}

/** Files whose bytes are not those that were written. @returns whether a history or manifest is among them */
async function* damage(
  { files, tools }: VerifyRequest,
  archive: ReadArchive,
): AsyncGenerator<Finding, boolean> {
  const findings = [...archive.findings, ...strangersIn(files, archive)];
  yield* findings;
  let damaged = findings.length > 0;
  for await (const finding of checkHashes(files, archive.manifests, tools)) {
    yield finding;
    damaged ||= finding.file.endsWith('.json.gz');
  }
  return damaged;
}

/** The files made from the log, where that is a whole chain. */
async function* proveProjections(
  { files, tools }: VerifyRequest,
  read: ReadLog,
): AsyncGenerator<Finding> {
  const end = endOf(read);
  yield* await checkMark(files, end);
  yield* checkFiles(files, { events: eventsIn(read), end }, tools);
}

/** The log, against what the histories say; where it says something else, the files made from it too. */
async function* proveLog(
  { study, files, tools }: VerifyRequest,
  { archive, read, taken }: { archive: ReadArchive; read: ReadLog; taken: Taken },
): AsyncGenerator<Finding, CheckedLog> {
  const logSeq = Math.max(0, ...archive.manifests.map(({ manifest }) => manifest.log.seq));
  const assembled = assembleEvents(taken.events, logSeq);
  yield* assembled.findings;
  const log = checkLog(read, { study, archived: assembled.events }, tools);
  yield* log.findings;
  const { events } = log;
  if (log.findings.length > 0) yield* checkFiles(files, { events, end: null }, tools);
  return log;
}

function nothingProven(study: string): VerifyReport {
  return {
    study,
    events: 0,
    archived: 0,
    decisions: 0,
    histories: 0,
    transcripts: 0,
    bundles: 0,
    notes: ['the archives are not what was written: nothing that rests on them was looked at'],
    head: null,
  };
}

const NO_HASH = '0'.repeat(64);

function headOf({ lines }: ReadArchive, log: ReadLog): StudyHead {
  return {
    log: { seq: log.lines.length, line: log.lines.at(-1)?.hash ?? NO_HASH },
    archive: { seq: lines.length, line: lines.at(-1)?.hash ?? NO_HASH },
  };
}

function openNote({ events, archived }: CheckedLog): readonly string[] {
  const open = events.length - archived;
  if (open === 0) return [];
  return [
    `${open} events at the log's end are in no archived history yet (an open run): checked by the chain of the log and by the files made from it`,
  ];
}

function othersNote(others: number): readonly string[] {
  if (others === 0) return [];
  return [
    `${others} transcripts are named by no archived run: of the open run, or of runs that were repeated`,
  ];
}

function eventsIn({ lines }: ReadLog): readonly StudyEvent[] {
  return lines.map(({ value }) => eventOf(value));
}

function endOf({ lines, bytes }: ReadLog): LogEnd {
  const last = lines.at(-1);
  return {
    seq: lines.length,
    cycle: last?.value.cycle ?? 0,
    bytes: bytes.length,
    line: last?.hash ?? NO_HASH,
  };
}
