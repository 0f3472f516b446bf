import { z } from 'zod';
import { eventOf, NO_LINE_BEFORE } from '../history/decision-log';
import { parseDecisionLine } from '../history/parse-decision-line';
import { parseJsonText } from '../history/parse-json-text';
import type { StudyEvent } from '../history/study-event';
import type { Parsed } from '../input-issue';
import type { ArchiveLine, ArchiveManifest } from './archive';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const count = z.int().min(0);
const run = { workflowId: z.string(), runId: z.string() };
/** A name below the folder: it leads nowhere else. */
const file = z
  .string()
  .regex(/^(?!\/)(?!(.*\/)?\.\.?(\/|$))[A-Za-z0-9._/-]+$/, 'expected a file name');

const event = z.record(z.string(), z.unknown()).transform((value, context): StudyEvent => {
  const line = parseDecisionLine(
    JSON.stringify({ ...value, schemaVersion: 1, previous: NO_LINE_BEFORE }),
  );
  if (line.ok) return eventOf(line.value);
  for (const { path, message } of line.issues) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return z.NEVER;
});

/** `histories/<workflow id>-<run id>.manifest.json`. */
export const archiveManifestSchema: z.ZodType<ArchiveManifest> = z.strictObject({
  schemaVersion: z.literal(2),
  ...run,
  histories: z.array(
    z.strictObject({
      ...run,
      type: z.string(),
      status: z.string(),
      events: count,
      file,
      sha256: hash,
      fileSha256: hash,
    }),
  ),
  bundles: z.array(
    z.strictObject({
      build: z.string(),
      sha256: hash.nullable(),
      file: file.nullable(),
      fileSha256: hash.nullable(),
    }),
  ),
  transcripts: z.array(z.strictObject({ file, fileSha256: hash.nullable() })),
  leftOut: z.array(z.strictObject({ ...run, why: z.enum(['open', 'not-found']) })),
  log: z.strictObject({ seq: count, line: hash }),
  byStore: z.array(event),
});

/** One line of `histories/archive.log`. */
export const archiveLineSchema: z.ZodType<ArchiveLine> = z.strictObject({
  schemaVersion: z.literal(1),
  ...run,
  seq: z.int().min(1),
  previous: hash,
  manifest: file,
  sha256: hash,
});

/** A manifest of an archive. */
export function parseManifest(text: string): Parsed<ArchiveManifest> {
  return parseJsonText(archiveManifestSchema, text);
}

/** One line of `archive.log`. */
export function parseArchiveLine(text: string): Parsed<ArchiveLine> {
  return parseJsonText(archiveLineSchema, text);
}
