import { z } from 'zod';

const plainAssertion = z.looseObject({
  type: z.string(),
  value: z.json().optional(),
  threshold: z.number().optional(),
  weight: z.number().optional(),
  transform: z.unknown().optional(),
});

const assertion = plainAssertion.extend({
  /** Of an `assert-set`. */
  assert: z.array(plainAssertion).optional(),
});

/** A test of a promptfoo config; fields that do not concern what is asked and expected are let through. */
export const promptfooTest = z.looseObject({
  description: z.string().nullish(),
  vars: z.record(z.string(), z.unknown()).nullish(),
  assert: z.array(assertion).nullish(),
  threshold: z.number().nullish(),
  prompts: z.union([z.string(), z.array(z.string())]).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  assertScoringFunction: z.unknown().optional(),
  options: z
    .looseObject({
      prefix: z.string().optional(),
      suffix: z.string().optional(),
      transform: z.unknown().optional(),
      postprocess: z.unknown().optional(),
      transformVars: z.unknown().optional(),
      disableDefaultAsserts: z.boolean().optional(),
      disableVarExpansion: z.boolean().optional(),
    })
    .nullish(),
});

export type PromptfooTest = z.infer<typeof promptfooTest>;
export type PromptfooAssertion = z.infer<typeof assertion>;
