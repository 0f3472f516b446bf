import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import { withoutUndefined } from '../without-undefined';
import { studyFileSchema } from './parse-study-file';
import { DEFAULT_TIE_BREAK, type Policy } from './study';

/**
 * A policy that differs from another one in what it says: the fields of `policy` in a study file, or such a file itself.
 *
 * @param base - what it does not say
 */
export function parsePolicy(input: unknown, base: Policy): Parsed<Policy> {
  const whole: unknown = Object(input).policy;
  const at = whole === undefined ? [] : ['policy'];
  const schema = studyFileSchema().shape.policy.unwrap();
  const parsed = schema.safeParse(whole ?? input);
  if (!parsed.success) {
    const issues = inputIssues(parsed.error, whole ?? input);
    return { ok: false, issues: issues.map((each) => ({ ...each, path: [...at, ...each.path] })) };
  }
  const { tieBreak, ...policy } = parsed.data;
  return {
    ok: true,
    value: {
      ...base,
      ...withoutUndefined(policy),
      ...(tieBreak && { tieBreak: { ...DEFAULT_TIE_BREAK, ...withoutUndefined(tieBreak) } }),
    },
  };
}
