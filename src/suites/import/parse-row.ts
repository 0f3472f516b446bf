import { z } from 'zod';

/** A row of a table of one's own: texts as CSV has them, or JSON of the same meaning. */
export const tableRow = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  prompt: z.string().optional(),
  messages: z.unknown().optional(),
  expect: z.unknown().optional(),
  tool: z.string().optional(),
  arguments: z.unknown().optional(),
  equals: z.string().optional(),
  contains: z.string().optional(),
  matches: z.string().optional(),
  schema: z.unknown().optional(),
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  heldOut: z.union([z.boolean(), z.string()]).optional(),
});

export type TableRow = z.infer<typeof tableRow>;

/** The columns that mean something. */
export const ROW_COLUMNS: readonly string[] = Object.keys(tableRow.shape);
