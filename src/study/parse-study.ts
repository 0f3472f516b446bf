import type { Parsed } from '../input-issue';
import { inputIssues } from '../suites/parse-issues';
import { checkStudy } from './check-study';
import { studyFileSchema } from './parse-study-file';
import type { Study } from './study';
import { studyFromFile } from './study-from-file';

/** Reads a study from untrusted input and fills in its defaults. Never throws: workflow code calls it. */
export function parseStudy(input: unknown): Parsed<Study> {
  const parsed = studyFileSchema().safeParse(input);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, input) };
  const study = studyFromFile(parsed.data);
  const issues = checkStudy(parsed.data, study);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: study };
}
