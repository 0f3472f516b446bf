import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import { messageIssues } from './check-messages';
import { suiteIssues } from './check-suite';
import { type SchemaReader, TRUSTING_READER } from './check-tools';
import { suiteFile } from './parse-suite-file';
import type { Suite } from './suite';
import { suiteFromFile } from './suite-from-file';

/**
 * Reads a suite as people write it, with its short forms written out, or says everything that is wrong with it.
 *
 * @param reader - checks tool schemas and expected values; without one they are taken on trust
 */
export function parseSuite(input: unknown, reader: SchemaReader = TRUSTING_READER): Parsed<Suite> {
  const parsed = suiteFile.safeParse(input);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, input) };

  const placed = suiteFromFile(parsed.data);
  const issues = [...messageIssues(parsed.data), ...suiteIssues(placed, reader)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: placed.suite };
}
