import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import { tooLarge } from '../size-limits';
import { checkStudy } from './check-study';
import { variantIssues } from './parse-named-variants';
import { studyFileSchema } from './parse-study-file';
import type { Study } from './study';
import { studyFromFile } from './study-from-file';

/**
 * Larger or deeper input could exhaust whatever reads it; a server takes two million bytes. Of more values a schema's
 * check could take longer than a workflow may, which would then fail again and again in place of the study.
 */
const LARGEST_INPUT = { size: 1_000_000, depth: 64, values: 20_000 };

/** Reads a study from untrusted input and fills in its defaults. Never throws: workflow code calls it. */
export function parseStudy(input: unknown): Parsed<Study> {
  const large = tooLarge(input, LARGEST_INPUT);
  if (large !== null) return { ok: false, issues: [{ path: [], message: large }] };
  const parsed = studyFileSchema().safeParse(input);
  if (!parsed.success) {
    return { ok: false, issues: [...inputIssues(parsed.error, input), ...variantIssues(input)] };
  }
  const study = studyFromFile(parsed.data);
  const issues = [...variantIssues(input), ...checkStudy(parsed.data, study)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: study };
}
