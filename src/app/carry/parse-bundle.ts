import { z } from 'zod';
import type { InputIssue, Parsed } from '../../input-issue';
import { inputIssues } from '../../parse-issues';
import { MAX_CARRIED_BYTES, NEWEST_LOGIC } from '../../study/carried-state';
import { parseStudy } from '../../study/parse-study';
import { studyFileSchema } from '../../study/parse-study-file';
import { expected } from '../../study/parse-values';
import { BUNDLE_SCHEMA_VERSION, type Bundle, bundledStudy } from './bundle';

/** Plain names below the two folders that a bundle has: nothing that leads out of it, or hides in it. */
const PATH = /^(studies|suites)(\/[A-Za-z0-9+_-][A-Za-z0-9.+_-]*)+$/;
const MAX_PATH = 400;
const MAX_FILES = 1_000_000;

const count = z.int().min(0);
const name = z.string().regex(/^[a-z0-9-]{1,63}$/, expected('1 to 63 of a-z, 0-9 and -'));
const path = z.string().max(MAX_PATH).regex(PATH, expected('a plain path in the bundle'));
const phase = z.looseObject({
  name,
  baseline: z.looseObject({ model: z.string(), phase: z.string() }),
  origin: z.looseObject({ model: z.string(), phase: z.string() }),
  tried: z.string(),
  triedOutside: z.array(z.string()),
});

/** As much of a state as tells it from anything else; its bytes are vouched for by the hash of whoever wrote the bundle. */
const state = z.looseObject({
  version: z.literal(1),
  logic: z.int().min(1).max(NEWEST_LOGIC),
  cycle: count,
  nextSeq: count,
  phases: z.array(phase).min(1),
  admitted: z.looseObject({ store: z.literal(''), suites: z.looseObject({}) }),
  ledger: z.looseObject({}),
  budget: z.looseObject({}),
  spent: z.looseObject({ runs: count }),
  moved: z.literal(true),
});

const bundle = z.strictObject({
  schemaVersion: z.literal(BUNDLE_SCHEMA_VERSION),
  study: name,
  runId: z.string().max(100),
  last: z.strictObject({ seq: count, cycle: count }),
  input: z.unknown(),
  state,
  suites: z.record(name, path),
  files: z
    .array(z.strictObject({ path, bytes: count, sha256: z.string().length(64) }))
    .max(MAX_FILES),
});

/** Reads a bundle's manifest from untrusted input. */
export function parseBundle(value: unknown): Parsed<Bundle> {
  const parsed = bundle.safeParse(value);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, value) };
  const found = parsed.data;
  const issues = [...inputIssuesOf(found.input), ...contradictions(found)];
  if (issues.length > 0) return { ok: false, issues };
  // The state is taken as its own workflow wrote it.
  const carried: Bundle['state'] = Object(found.state);
  return {
    ok: true,
    value: { ...found, input: studyFileSchema().parse(found.input), state: carried },
  };
}

function inputIssuesOf(input: unknown) {
  const study = parseStudy(input);
  return study.ok
    ? []
    : study.issues.map((issue) => ({ ...issue, path: ['input', ...issue.path] }));
}

/** What cannot be true together. */
function contradictions(found: z.infer<typeof bundle>): readonly InputIssue[] {
  return [...stateIssues(found), ...fileIssues(found)];
}

function stateIssues({
  study,
  input,
  state: carried,
  last,
}: z.infer<typeof bundle>): readonly InputIssue[] {
  const follows = carried.cycle === last.cycle + 1 && carried.nextSeq === last.seq + 1;
  const bytes = Buffer.byteLength(JSON.stringify(carried));
  return [
    ...issueUnless(Object(input).study === study, ['input', 'study'], `expected ${study}`),
    ...issueUnless(follows, ['state', 'nextSeq'], 'expected the one after the last event'),
    ...issueUnless(
      bytes <= MAX_CARRIED_BYTES,
      ['state'],
      `expected at most ${MAX_CARRIED_BYTES} bytes`,
    ),
  ];
}

function fileIssues({ study, files, suites }: z.infer<typeof bundle>): readonly InputIssue[] {
  const paths = new Set(files.map((file) => file.path));
  const isOurs = (each: string): boolean =>
    each.startsWith('suites/') || each.startsWith(`${bundledStudy(study)}/`);
  return [
    ...issueUnless(paths.size === files.length, ['files'], 'expected each path once'),
    ...files.flatMap((file, place) =>
      issueUnless(isOurs(file.path), ['files', place, 'path'], `expected a file of ${study}`),
    ),
    ...Object.entries(suites).flatMap(([of, file]) =>
      issueUnless(paths.has(file), ['suites', of], 'expected a file of the bundle'),
    ),
  ];
}

function issueUnless(
  isSo: boolean,
  at: InputIssue['path'],
  message: string,
): readonly InputIssue[] {
  return isSo ? [] : [{ path: at, message }];
}
