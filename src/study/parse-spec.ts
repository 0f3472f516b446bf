import { z } from 'zod';
import type { Spec } from '../spec/spec';
import { fields } from '../suites/parse-issues';
import { VARIANT_NAMES } from '../variants/variant-names';

const label = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'expected a short name without spaces');

const each = {
  model: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected a name of the models file: a-z, 0-9, . and -'),
  variant: z.enum(VARIANT_NAMES),
  timeoutSeconds: z.number().min(0.1).max(3_600),
  retries: z.int().min(0).max(10),
  isolation: z.union([z.literal(0), z.literal(1)]),
  warmup: z.int().min(0).max(1_000),
  temperature: z.number().min(0).max(2),
  prompt: label,
  params: label,
};

const some = {
  model: each.model.optional(),
  variant: each.variant.optional(),
  timeoutSeconds: each.timeoutSeconds.optional(),
  retries: each.retries.optional(),
  isolation: each.isolation.optional(),
  warmup: each.warmup.optional(),
  temperature: each.temperature.optional(),
  prompt: each.prompt.optional(),
  params: each.params.optional(),
};

const whole: z.ZodType<Spec> = fields({ ...each, phase: label });

// Schemas are reached by functions: Temporal freezes what a preloaded module exports, and a frozen schema cannot parse.

/** What each field of a spec may be. */
export const specFields = (): typeof each => each;

/** Some fields of a spec: a baseline with defaults left out, or a change. */
export const patchFields = (): typeof some => some;

/** A whole spec. */
export const specSchema = (): z.ZodType<Spec> => whole;
