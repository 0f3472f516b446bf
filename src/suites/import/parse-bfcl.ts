import { z } from 'zod';

const json = z.json();
const object = z.record(z.string(), json);

/** A line of a BFCL question file; fields of other categories are let through. */
export const bfclQuestion = z.looseObject({
  id: z.string(),
  question: z.array(z.array(z.object({ role: z.string(), content: z.string() }))).min(1),
  function: z.array(
    z.looseObject({ name: z.string(), description: z.string(), parameters: object }),
  ),
});

/** A line of a BFCL answer file: per call its tool, per argument the values that are right. */
export const bfclAnswer = z.object({
  id: z.string(),
  ground_truth: z.array(z.record(z.string(), z.record(z.string(), z.array(json)))),
});

export type BfclQuestion = z.infer<typeof bfclQuestion>;
export type BfclAnswer = z.infer<typeof bfclAnswer>;
