import type { ArchiveManifest } from './archive';
import type { Finding } from './finding';
import type { StudyFiles, Tools } from './study-files';
import { answersIn, type NamedRun } from './transcript-answers';
import { transcriptFacts } from './transcript-facts';

const FOLDER = 'runs/';

/** Is every transcript of a manifest what it was, and do its answers go with the letters that its run was given? */
export async function checkTranscripts(
  files: StudyFiles,
  {
    manifest,
    runs,
    manifestFile,
  }: { manifest: ArchiveManifest; runs: readonly NamedRun[]; manifestFile: string },
  tools: Tools,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const hashes = new Map(manifest.transcripts.map(({ file, fileSha256 }) => [file, fileSha256]));
  for (const named of runs) {
    const { file } = named.result.transcript;
    const expected = hashes.get(file);
    hashes.delete(file);
    if (expected === undefined) {
      findings.push({ file: manifestFile, at: 'transcripts', expected: file, found: 'nothing' });
    } else if (expected !== null) {
      findings.push(...(await checkTranscript(files, { named, expected }, tools)));
    }
  }
  const known = new Set(runs.map(({ result }) => result.transcript.file));
  for (const file of hashes.keys()) {
    if (known.has(file)) continue;
    const expected = 'transcripts that its runs name';
    findings.push({ file: manifestFile, at: 'transcripts', expected, found: file });
  }
  return findings;
}

async function checkTranscript(
  files: StudyFiles,
  { named, expected }: { readonly named: NamedRun; readonly expected: string },
  tools: Tools,
): Promise<readonly Finding[]> {
  const { file, sha256: hash } = named.result.transcript;
  const bytes = await files.read(file);
  // Other bytes than were written are told already.
  if (!bytes || tools.sha256(bytes) !== expected) return [];
  const content = contentOf(bytes, tools);
  if (typeof content === 'string') {
    return [{ file, at: 'the file', expected: 'a compressed transcript', found: content }];
  }
  const contentHash = tools.sha256(content);
  if (contentHash !== hash || file !== `${FOLDER}${hash}.jsonl.gz`) {
    return [{ file, at: 'the content', expected: `SHA-256 ${hash}`, found: contentHash }];
  }
  const facts = transcriptFacts(content, named);
  if (facts) return [{ file, ...facts }];
  const answers = tools.sha256(answersIn(content, named));
  if (answers === named.result.answersSha256) return [];
  return [
    {
      file,
      at: `answers of run ${named.run} of ${named.evaluation}`,
      expected: `with the letters ${named.result.letters} the hash ${named.result.answersSha256}`,
      found: answers,
    },
  ];
}

function contentOf(bytes: Uint8Array, { gunzip }: Tools): Uint8Array | string {
  try {
    return gunzip(bytes);
  } catch (error) {
    return String(error);
  }
}

/** Transcripts that no archived run names, of the open run or of runs that were repeated: is each what its name says? */
export async function checkOtherTranscripts(
  files: StudyFiles,
  named: ReadonlySet<string>,
  tools: Tools,
): Promise<{ readonly others: number; readonly findings: readonly Finding[] }> {
  const others = files.names.filter(
    (name) => name.startsWith(FOLDER) && !name.endsWith('.tmp') && !named.has(name),
  );
  const findings: Finding[] = [];
  for (const file of others) {
    const bytes = await files.read(file);
    const content = bytes && contentOf(bytes, tools);
    const found = content instanceof Uint8Array ? tools.sha256(content) : String(content);
    if (file === `${FOLDER}${found}.jsonl.gz`) continue;
    findings.push({ file, at: 'the content', expected: 'the SHA-256 that its name says', found });
  }
  return { others: others.length, findings };
}
