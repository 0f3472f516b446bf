import type { LogHead } from './archive';

/** How far a study's log and its archive's log have come, with the hashes of their last lines. */
export interface StudyHead {
  readonly log: LogHead;
  readonly archive: LogHead;
}

/** `41-<hash>/3-<hash>`: a person keeps it elsewhere, and an archive that was rewritten since does not fit it. */
export function headText({ log, archive }: StudyHead): string {
  return `${log.seq}-${log.line}/${archive.seq}-${archive.line}`;
}

/** Reads a kept head; null for what is none. */
export function parseHead(text: string): StudyHead | null {
  const match = /^(\d+)-([0-9a-f]{64})\/(\d+)-([0-9a-f]{64})$/.exec(text);
  if (!match) return null;
  const [, seq, line = '', archiveSeq, archiveLine = ''] = match;
  return {
    log: { seq: Number(seq), line },
    archive: { seq: Number(archiveSeq), line: archiveLine },
  };
}
