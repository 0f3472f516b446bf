import { z } from 'zod';
import type { Parsed } from '../input-issue';
import type { MetaLoopHistory } from './meta-loop-history';
import { eventBodies } from './parse-event-bodies';
import { parseJsonText } from './parse-json-text';

/** `meta_loop_history.json` of a study. */
export const metaLoopHistorySchema: z.ZodType<MetaLoopHistory> = z.strictObject({
  schemaVersion: z.literal(1),
  study: z.string(),
  cycles: z.array(
    z.strictObject({
      cycle: z.int().min(0),
      phase: z.string(),
      baseline_was: z.string(),
      winner: z.string(),
      improvement: z.number(),
      verdicts: eventBodies['phase-closed'].verdicts,
    }),
  ),
  repairs: z.array(
    z.strictObject({
      cycle: z.int().min(0),
      phase: z.string(),
      recommendation: z.string(),
      diagnosis: z.string(),
      from: z.string(),
      to: z.string(),
      metric: z.string(),
      predicted: z.number(),
      moved: z.number().nullable(),
    }),
  ),
});

export function parseMetaLoopHistory(text: string): Parsed<MetaLoopHistory> {
  return parseJsonText(metaLoopHistorySchema, text);
}
