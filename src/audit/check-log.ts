import { type DecisionLine, decisionLines, eventOf, NO_LINE_BEFORE } from '../history/decision-log';
import { parseDecisionLine } from '../history/parse-decision-line';
import type { StudyEvent } from '../history/study-event';
import { LOG_FILE } from '../history/study-files';
import { describeIssues } from '../input-issue';
import type { ArchivedEvent } from './assemble-events';
import { type ChainedLine, checkChain } from './check-chain';
import type { Finding } from './finding';
import type { StudyFiles, Tools } from './study-files';
import { textDifference } from './text-difference';

/** A log as it is, before anybody asks the histories. */
export interface ReadLog {
  readonly bytes: Uint8Array;
  readonly lines: readonly ChainedLine<DecisionLine>[];
  /** Null: every line follows the one before it. */
  readonly broken: Finding | null;
}

export interface CheckedLog {
  /** Those that histories hold first, then what only the log says: events of the open run. */
  readonly events: readonly StudyEvent[];
  /** How many of them histories hold. */
  readonly archived: number;
  readonly findings: readonly Finding[];
}

export async function readLog(files: StudyFiles, tools: Tools): Promise<ReadLog> {
  const bytes = (await files.read(LOG_FILE)) ?? new Uint8Array();
  const { lines, finding } = checkChain(bytes, parseDecisionLine, tools);
  return { bytes, lines, broken: finding && { file: LOG_FILE, ...finding } };
}

/** Is the log what the histories say, as far as they go, and a chain without a gap after that? */
export function checkLog(
  log: ReadLog,
  { study, archived }: { readonly study: string; readonly archived: readonly ArchivedEvent[] },
  tools: Tools,
): CheckedLog {
  const lines = decisionLines(
    archived.map(({ event }) => event),
    NO_LINE_BEFORE,
    tools.sha256,
  );
  const read = readEvents(lines, archived);
  const findings = [
    ...asArchived(log.bytes, lines, archived),
    ...read.findings,
    ...(log.broken ? [log.broken] : []),
    ...foreign(log.lines, study),
  ];
  const later = log.lines.slice(read.events.length).map(({ value }) => eventOf(value));
  return { events: [...read.events, ...later], archived: read.events.length, findings };
}

/** The events of histories, up to the first that is none: a history may have been edited. */
function readEvents(lines: readonly string[], archived: readonly ArchivedEvent[]) {
  const events: StudyEvent[] = [];
  for (const [place, text] of lines.entries()) {
    const line = parseDecisionLine(text);
    if (line.ok) {
      events.push(eventOf(line.value));
      continue;
    }
    const { file = LOG_FILE, source = '' } = archived[place] ?? {};
    const found = describeIssues(line.issues);
    return { events, findings: [{ file, at: source, expected: 'an event of a study', found }] };
  }
  return { events, findings: [] };
}

function asArchived(
  bytes: Uint8Array,
  lines: readonly string[],
  archived: readonly ArchivedEvent[],
): readonly Finding[] {
  const text = lines.map((line) => `${line}\n`).join('');
  const length = new TextEncoder().encode(text).length;
  const difference = textDifference(text, bytes.subarray(0, length));
  if (!difference) return [];
  const line = Number(/^line (\d+)/.exec(difference.at)?.[1] ?? 1);
  const source = archived[line - 1];
  const told = source ? ` (${source.event.id}, ${source.source})` : '';
  return [{ file: LOG_FILE, ...difference, at: `${difference.at}${told}` }];
}

function foreign(lines: readonly ChainedLine<DecisionLine>[], study: string): readonly Finding[] {
  const place = lines.findIndex(({ value }) => value.study !== study);
  if (place < 0) return [];
  const found = `one of ${lines[place]?.value.study}`;
  return [{ file: LOG_FILE, at: `line ${place + 1}`, expected: `an event of ${study}`, found }];
}
