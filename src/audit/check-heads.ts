import { LOG_FILE } from '../history/study-files';
import { ARCHIVE_LOG, type LogHead } from './archive';
import type { Finding } from './finding';
import type { StudyHead } from './study-head';

/** Do log and archive still hold what a person kept the hashes of? */
export function checkHeads(
  heads: readonly StudyHead[],
  hashes: { readonly log: readonly string[]; readonly archive: readonly string[] },
): readonly Finding[] {
  return heads.flatMap(({ log, archive }) => [
    ...keptFinding(LOG_FILE, log, hashes.log),
    ...keptFinding(ARCHIVE_LOG, archive, hashes.archive),
  ]);
}

function keptFinding(
  file: string,
  { seq, line }: LogHead,
  hashes: readonly string[],
): readonly Finding[] {
  const found = seq === 0 ? line : (hashes[seq - 1] ?? 'no such line');
  if (found === line) return [];
  return [{ file, at: `line ${seq}`, expected: `SHA-256 ${line}, as it was kept`, found }];
}
