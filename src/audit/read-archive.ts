import { canonicalJsonLines } from '../canonical-json';
import { describeIssues } from '../input-issue';
import {
  ARCHIVE_FOLDER,
  ARCHIVE_LOG,
  type ArchiveLine,
  type ArchiveManifest,
  manifestName,
} from './archive';
import { type ChainedLine, checkChain } from './check-chain';
import type { Finding } from './finding';
import { parseArchiveLine, parseManifest } from './parse-archive';
import type { StudyFiles, Tools } from './study-files';
import { textDifference } from './text-difference';

/** A manifest that is what the archive's log says. */
export interface FiledManifest {
  readonly file: string;
  readonly manifest: ArchiveManifest;
}

export interface ReadArchive {
  readonly lines: readonly ChainedLine<ArchiveLine>[];
  readonly manifests: readonly FiledManifest[];
  readonly findings: readonly Finding[];
}

/** Reads the archive's log and the manifests that it names, in the order in which their runs were first archived. */
export async function readArchive(files: StudyFiles, tools: Tools): Promise<ReadArchive> {
  const bytes = await files.read(ARCHIVE_LOG);
  const chain = checkChain(bytes ?? new Uint8Array(), parseArchiveLine, tools);
  const findings: Finding[] = chain.finding ? [{ file: ARCHIVE_LOG, ...chain.finding }] : [];
  if (!bytes && files.names.some((name) => name.startsWith(`${ARCHIVE_FOLDER}/`))) {
    const expected = 'a line for each manifest';
    findings.push({ file: ARCHIVE_LOG, at: 'the file', expected, found: 'none' });
  }
  findings.push(...chain.lines.flatMap(({ value }) => misnamed(value)));
  const newest = new Map(chain.lines.map(({ value }) => [value.manifest, value]));
  const manifests: FiledManifest[] = [];
  for (const line of newest.values()) {
    const file = `${ARCHIVE_FOLDER}/${line.manifest}`;
    const read = checkManifest(await files.read(file), line, tools);
    if ('manifest' in read) manifests.push({ file, manifest: read.manifest });
    else {
      findings.push({ file, ...read });
      if (line.seq === chain.lines.length) findings.push(orLastLine(line, file));
    }
  }
  return { lines: chain.lines, manifests, findings };
}

/** A line calls its manifest after its run. */
function misnamed({ seq, manifest, workflowId, runId }: ArchiveLine): readonly Finding[] {
  const expected = manifestName({ workflowId, runId });
  if (expected === manifest) return [];
  return [{ file: ARCHIVE_LOG, at: `line ${seq}, manifest`, expected, found: manifest }];
}

/** No line after it holds the hash of the last one: it may be the one that was changed. */
function orLastLine({ seq, sha256 }: ArchiveLine, file: string): Finding {
  const expected = `the hash of ${file}, unless that was changed`;
  return { file: ARCHIVE_LOG, at: `line ${seq}, sha256`, expected, found: sha256 };
}

function checkManifest(
  bytes: Uint8Array | null,
  line: ArchiveLine,
  { sha256 }: Tools,
): { readonly manifest: ArchiveManifest } | Omit<Finding, 'file'> {
  if (!bytes)
    return { at: 'the file', expected: 'the manifest that archive.log names', found: 'none' };
  const hash = sha256(bytes);
  if (hash !== line.sha256) {
    const expected = `SHA-256 ${line.sha256}, as line ${line.seq} of archive.log says`;
    return { at: 'the bytes', expected, found: hash };
  }
  const manifest = parseManifest(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (!manifest.ok) {
    return { at: 'the manifest', expected: 'its fields', found: describeIssues(manifest.issues) };
  }
  const misformed = textDifference(canonicalJsonLines(manifest.value), bytes);
  if (misformed) return misformed;
  const { workflowId, runId } = manifest.value;
  const name = manifestName({ workflowId, runId });
  if (name === line.manifest && workflowId === line.workflowId && runId === line.runId) {
    return { manifest: manifest.value };
  }
  return { at: 'workflowId, runId', expected: `those of ${line.manifest}`, found: name };
}

/** Files of the archives' folder that no manifest names: a manifest, or a line of the log, is gone. */
export function strangersIn(
  { names }: StudyFiles,
  { lines, manifests }: Pick<ReadArchive, 'lines' | 'manifests'>,
): readonly Finding[] {
  const known = new Set([
    ARCHIVE_LOG,
    ...lines.map(({ value }) => `${ARCHIVE_FOLDER}/${value.manifest}`),
    ...manifests.flatMap(({ manifest: { histories, bundles } }) =>
      [...histories, ...bundles].map(({ file }) => `${ARCHIVE_FOLDER}/${file}`),
    ),
  ]);
  return names
    .filter((name) => name.startsWith(`${ARCHIVE_FOLDER}/`) && !name.endsWith('.tmp'))
    .filter((name) => !known.has(name))
    .toSorted((left, right) => Number(isManifest(right)) - Number(isManifest(left)))
    .map(strangerFinding);
}

function isManifest(name: string): boolean {
  return name.endsWith('.manifest.json');
}

function strangerFinding(file: string): Finding {
  if (isManifest(file)) {
    return {
      file: ARCHIVE_LOG,
      at: 'the end',
      expected: `a line that names ${file}`,
      found: 'none',
    };
  }
  const expected = 'files that a manifest names';
  return { file, at: 'the file', expected, found: 'one that none names' };
}
