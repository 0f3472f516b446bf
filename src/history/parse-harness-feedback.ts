import { z } from 'zod';
import { DIAGNOSES } from '../diagnosis/diagnosis';
import type { Parsed } from '../input-issue';
import type { HarnessFeedback } from './harness-feedback';
import { diagnosisSchema, recommendationSchema } from './parse-evidence';
import { parseJsonText } from './parse-json-text';

const count = z.int().min(0);

const score = z.strictObject({
  proposed: count,
  kept: count,
  undone: count,
  unverified: count,
  superseded: count,
  right: z.number().min(0).max(1).nullable(),
  predictedTotal: z.number(),
  measuredTotal: z.number(),
});

/** `harness_feedback.json` of a study. */
export const harnessFeedbackSchema: z.ZodType<HarnessFeedback> = z.strictObject({
  schemaVersion: z.literal(1),
  study: z.string(),
  phases: z.record(
    z.string(),
    z.strictObject({
      cycle: z.int().min(0),
      diagnoses: z.array(
        z.strictObject({
          specId: z.string(),
          evaluation: z.string(),
          diagnosis: diagnosisSchema,
          recommendation: z.string().nullable(),
        }),
      ),
      recommendations: z.array(recommendationSchema),
    }),
  ),
  rules: z
    .strictObject({ upTo: z.int().min(0), byDiagnosis: z.partialRecord(z.enum(DIAGNOSES), score) })
    .exactOptional(),
});

export function parseHarnessFeedback(text: string): Parsed<HarnessFeedback> {
  return parseJsonText(harnessFeedbackSchema, text);
}
