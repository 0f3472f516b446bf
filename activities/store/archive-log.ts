import { join } from 'node:path';
import {
  ARCHIVE_LOG,
  type ArchiveLine,
  type ArchiveManifest,
  manifestName,
  type RunId,
} from '../../src/audit/archive';
import { parseArchiveLine, parseManifest } from '../../src/audit/parse-archive';
import { canonicalJson } from '../../src/canonical-json';
import { RatchetError } from '../../src/errors';
import { NO_LINE_BEFORE } from '../../src/history/decision-log';
import { isThere, readIfThere } from './disk';
import type { LockedFiles } from './locked-files';
import { linesBackwards, lookAtLog } from './log-file';
import { sha256 } from './sha256';

const FILE = ARCHIVE_LOG.split('/').at(-1) ?? '';

/** A run's manifest as it was written; null where there is none, or another than the archive's log names. */
export async function knownManifest(folder: string, run: RunId): Promise<ArchiveManifest | null> {
  const name = manifestName(run);
  const text = await readIfThere(join(folder, name));
  if (text === undefined) return null;
  const manifest = parseManifest(text);
  const line = manifest.ok ? await lastLineOf(folder, name) : null;
  return manifest.ok && line?.sha256 === sha256(text) ? manifest.value : null;
}

async function lastLineOf(folder: string, manifest: string): Promise<ArchiveLine | null> {
  for await (const text of linesBackwards(await lookAtLog(join(folder, FILE)))) {
    const line = parseArchiveLine(text);
    if (line.ok && line.value.manifest === manifest) return line.value;
  }
  return null;
}

/** Writes a manifest, and its hash into the archive's log where that does not hold it yet. The caller holds the lock. */
export async function recordManifest(
  files: LockedFiles,
  { folder, run, text }: { readonly folder: string; readonly run: RunId; readonly text: string },
): Promise<void> {
  const { workflowId, runId } = run;
  const manifest = manifestName({ workflowId, runId });
  const hash = sha256(text);
  const known = (await isThere(join(folder, manifest))) ? await lastLineOf(folder, manifest) : null;
  await files.replace(join(folder, manifest), text);
  if (known?.sha256 === hash) return;
  const log = await lookAtLog(join(folder, FILE));
  const before = await lastOf(join(folder, FILE));
  const line: ArchiveLine = {
    schemaVersion: 1,
    seq: before.seq + 1,
    previous: before.line,
    workflowId,
    runId,
    manifest,
    sha256: hash,
  };
  await files.append(log, [canonicalJson(line)]);
}

async function lastOf(path: string): Promise<{ readonly seq: number; readonly line: string }> {
  for await (const text of linesBackwards(await lookAtLog(path))) {
    const line = parseArchiveLine(text);
    if (line.ok) return { seq: line.value.seq, line: sha256(text) };
    throw new RatchetError(
      'STORE_CORRUPT',
      `${path}: the last line was changed after it was written`,
    );
  }
  return { seq: 0, line: NO_LINE_BEFORE };
}
