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
import type { LogFile } from './log-file';
import type { OpenStore, StoreFiles } from './medium';
import { sha256 } from './sha256';

const FILE = ARCHIVE_LOG.split('/').at(-1) ?? '';

/** A run's manifest as it was written; null where there is none, or another than the archive's log names. */
export async function knownManifest(
  files: StoreFiles,
  folder: string,
  run: RunId,
): Promise<ArchiveManifest | null> {
  const name = manifestName(run);
  const text = await files.text(join(folder, name));
  if (text === undefined) return null;
  const manifest = parseManifest(text);
  const line = manifest.ok ? await lastLineOf(files, folder, name) : null;
  return manifest.ok && line?.sha256 === sha256(text) ? manifest.value : null;
}

async function lastLineOf(
  files: StoreFiles,
  folder: string,
  manifest: string,
): Promise<ArchiveLine | null> {
  const log = await files.lookAtLog(join(folder, FILE));
  for await (const text of files.linesBackwards(log)) {
    const line = parseArchiveLine(text);
    if (line.ok && line.value.manifest === manifest) return line.value;
  }
  return null;
}

/** Writes a manifest, and its hash into the archive's log where that does not hold it yet. The caller holds the lock. */
export async function recordManifest(
  store: OpenStore,
  { folder, run, text }: { readonly folder: string; readonly run: RunId; readonly text: string },
): Promise<void> {
  const { workflowId, runId } = run;
  const manifest = manifestName({ workflowId, runId });
  const hash = sha256(text);
  const known = (await store.isThere(join(folder, manifest)))
    ? await lastLineOf(store, folder, manifest)
    : null;
  await store.replace(join(folder, manifest), text);
  if (known?.sha256 === hash) return;
  const log = await store.lookAtLog(join(folder, FILE));
  const before = await lastOf(store, log);
  const line: ArchiveLine = {
    schemaVersion: 1,
    seq: before.seq + 1,
    previous: before.line,
    workflowId,
    runId,
    manifest,
    sha256: hash,
  };
  await store.append(log, [canonicalJson(line)]);
}

async function lastOf(
  files: StoreFiles,
  log: LogFile,
): Promise<{ readonly seq: number; readonly line: string }> {
  for await (const text of files.linesBackwards(log)) {
    const line = parseArchiveLine(text);
    if (line.ok) return { seq: line.value.seq, line: sha256(text) };
    throw new RatchetError(
      'STORE_CORRUPT',
      `${log.path}: the last line was changed after it was written`,
    );
  }
  return { seq: 0, line: NO_LINE_BEFORE };
}
