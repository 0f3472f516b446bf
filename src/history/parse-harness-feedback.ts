import { z } from 'zod';
import type { Parsed } from '../input-issue';
import type { HarnessFeedback } from './harness-feedback';
import { diagnosisSchema, recommendationSchema } from './parse-evidence';
import { parseJsonText } from './parse-json-text';

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
});

export function parseHarnessFeedback(text: string): Parsed<HarnessFeedback> {
  return parseJsonText(harnessFeedbackSchema, text);
}
