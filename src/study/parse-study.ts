import type { InputIssue, Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import { checkStudy } from './check-study';
import { studyFileSchema } from './parse-study-file';
import type { Study } from './study';
import { studyFromFile } from './study-from-file';

/** Deeper input could exhaust the stack of whatever reads it. */
const MAX_DEPTH = 64;
const TOO_DEEP: InputIssue = {
  path: [],
  message: `expected at most ${MAX_DEPTH} levels of lists and objects, found more`,
};

/** Reads a study from untrusted input and fills in its defaults. Never throws: workflow code calls it. */
export function parseStudy(input: unknown): Parsed<Study> {
  if (isDeeperThan(MAX_DEPTH, input)) return { ok: false, issues: [TOO_DEEP] };
  const parsed = studyFileSchema().safeParse(input);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, input) };
  const study = studyFromFile(parsed.data);
  const issues = checkStudy(parsed.data, study);
  return issues.length > 0 ? { ok: false, issues } : { ok: true, value: study };
}

function isDeeperThan(levels: number, input: unknown): boolean {
  let level: readonly unknown[] = [input];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return level.length > 0;
}
