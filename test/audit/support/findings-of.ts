import { nodeTools } from '../../../src/app/audit/node-tools';
import type { Finding } from '../../../src/audit/finding';
import type { StudyHead } from '../../../src/audit/study-head';
import { verifyStudy } from '../../../src/audit/verify-study';
import { type Files, inMemory } from './files-in-memory';

/** What an audit of these files finds, without a replay. */
export async function findingsOf(
  study: string,
  files: Files,
  heads: readonly StudyHead[] = [],
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const check = verifyStudy({ study, files: inMemory(files), tools: nodeTools, heads });
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
  const check = verifyStudy({ study, files: inMemory(files), tools: nodeTools });
  for (;;) {
    const next = await check.next();
    if (next.done) return null;
    if (next.value.file === file) return next.value;
  }
}
