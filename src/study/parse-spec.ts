import { z } from 'zod';
import { fields } from '../parse-issues';
import { variantName } from '../plugins/plugin-variants';
import type { Spec } from '../spec/spec';
import { VARIANT_NAMES } from '../variants/variant-names';
import { nameLike, numberBetween, textLike, wholeNumber } from './parse-values';

const label = nameLike(
  /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/,
  'a name of 1 to 64 of a-z, A-Z, 0-9, ., _ and -',
);

const each = {
  model: nameLike(
    /^[a-z0-9][a-z0-9.-]{0,63}$/,
    'a name of the models file, 1 to 64 of a-z, 0-9, . and -',
  ).describe('A model of the models file'),
  // Which plug-ins there are is known to the study alone: `parse-named-variants.ts`.
  variant: z
    .union([
      z.enum(VARIANT_NAMES),
      textLike(variantName(), 'a variant: 1 to 64 of a-z, A-Z, 0-9, _ and -'),
    ])
    .describe('How the call is asked for and read: a built-in variant, or a plug-in of the study'),
  timeoutSeconds: numberBetween(0.1, 3_600).describe('Seconds until a call is given up'),
  retries: wholeNumber(0, 10).describe(
    'Further attempts at one item after a time-out, a transport error or an answer that is not a valid call',
  ),
  isolation: z
    .literal([0, 1])
    .describe('0: the items of a run share one conversation; 1: each starts afresh'),
  warmup: wholeNumber(0, 1_000).describe('Calls made and thrown away before a run’s first item'),
  temperature: numberBetween(0, 2).describe('Of sampling; 0 takes the likeliest'),
  prompt: label.describe('A prompt set of the study; default: the variant’s own words'),
  params: label.describe('A set of provider parameters of the study; default: none'),
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

/** The name of a phase, a prompt set or a set of provider parameters. */
export const labelSchema = (): typeof label => label;

/** What each field of a spec may be. */
export const specFields = (): typeof each => each;

/** Some fields of a spec: a baseline with defaults left out, or a change. */
export const patchFields = (): typeof some => some;

/** A whole spec. */
export const specSchema = (): z.ZodType<Spec> => whole;
