import { z } from 'zod';

const assertion = z.looseObject({
  type: z.string(),
  value: z.unknown().optional(),
  threshold: z.number().optional(),
});

/** A test of a promptfoo config; fields that do not concern what is asked and expected are let through. */
export const promptfooTest = z.looseObject({
  description: z.string().optional(),
  vars: z.record(z.string(), z.unknown()).optional(),
  assert: z.array(assertion).optional(),
});

export type PromptfooTest = z.infer<typeof promptfooTest>;
export type PromptfooAssertion = z.infer<typeof assertion>;
