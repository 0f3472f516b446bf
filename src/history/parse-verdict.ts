import { z } from 'zod';
import type { Objection } from '../gates/gate';

export const verdictSchema = z.enum(['PROMOTE', 'HOLD', 'REJECT']);

/** What a gate of the study's own said against a promotion, as it is read back from files. */
export const objectionSchema: z.ZodType<Objection> = z.strictObject({
  gate: z.string(),
  sha256: z.string(),
  reason: z.string(),
});
