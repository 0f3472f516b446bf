import type { Parsed } from '../input-issue';
import { fields, inputIssues } from '../parse-issues';
import type { SpecPatch } from '../spec/spec';
import { withoutUndefined } from '../without-undefined';
import { patchFields } from './parse-spec';

/** Reads a change of some factors. */
export function parsePatch(value: unknown): Parsed<SpecPatch> {
  const parsed = fields(patchFields()).safeParse(value);
  if (parsed.success) return { ok: true, value: withoutUndefined(parsed.data) };
  return { ok: false, issues: inputIssues(parsed.error, value) };
}
