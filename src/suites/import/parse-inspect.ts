import { z } from 'zod';

const message = z.looseObject({ role: z.string(), content: z.unknown() });

/** A sample of an Inspect data set, as JSON or as a row of CSV, where everything is a text. */
export const inspectSample = z.looseObject({
  input: z.union([z.string().min(1), z.array(message).min(1)]),
  target: z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]).optional(),
  choices: z.array(z.union([z.string(), z.number()])).optional(),
  id: z.union([z.string(), z.number()]).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

export type InspectSample = z.infer<typeof inspectSample>;
