import { z } from 'zod';

/** What a scorer's `score` may answer. */
export const scorerAnswer = z.union([z.boolean(), z.strictObject({ right: z.boolean() })]);

/** The same, for messages. */
export const SCORER_ANSWERS = 'true, false or {right: true}';
