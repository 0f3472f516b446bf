import { nodeTools } from '../../../src/app/audit/node-tools';
import type { Finding } from '../../../src/audit/finding';
import type { Tools } from '../../../src/audit/study-files';
import type { StudyHead } from '../../../src/audit/study-head';
import { verifyStudy } from '../../../src/audit/verify-study';
import { type Files, inMemory } from './files-in-memory';

/**
 * Each file that is the same from change to change is hashed and unpacked once: thousands of audits of one study differ
 * by a file. By the array itself, which nobody writes to.
 */
const tools: Tools = {
  sha256: (content) =>
    typeof content === 'string'
      ? nodeTools.sha256(content)
      : once(hashes, content, nodeTools.sha256),
  gunzip: (bytes) => once(unpacked, bytes, nodeTools.gunzip),
};
const hashes = new WeakMap<Uint8Array, string>();
const unpacked = new WeakMap<Uint8Array, Uint8Array>();

function once<T>(
  known: WeakMap<Uint8Array, T>,
  bytes: Uint8Array,
  make: (bytes: Uint8Array) => T,
): T {
  const made = known.get(bytes) ?? make(bytes);
  known.set(bytes, made);
  return made;
}

/** What an audit of these files finds, without a replay. */
export async function findingsOf(
  study: string,
  files: Files,
  heads: readonly StudyHead[] = [],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const check = verifyStudy({ study, files: inMemory(files), tools, heads });
  for (;;) {
    const next = await check.next();
    if (next.done) return findings;
    findings.push(next.value);
  }
}

/** The first finding that names the file; null: none does. */
export async function findingOn(
  study: string,
  files: Files,
  file: string,
): Promise<Finding | null> {
  const check = verifyStudy({ study, files: inMemory(files), tools });
  for (;;) {
    const next = await check.next();
    if (next.done) return null;
    if (next.value.file === file) return next.value;
  }
}
