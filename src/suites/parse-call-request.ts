import { z } from 'zod';
import type { Parsed } from '../input-issue';
import { fields, inputIssues } from '../parse-issues';
import { jsonObject } from '../parse-json';

/** What an application hands to a call: the same tools and messages that a suite has, for one task. */
const request = z.object({
  tools: z
    .array(
      z.looseObject({
        name: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,64}$/, {
            error: 'expected 1 to 64 letters, digits, underscores and hyphens',
          })
          .refine((name) => name.toLowerCase() !== 'none', {
            error: 'a tool cannot be called "none": variants use the word for "no tool is needed"',
          }),
        description: z.string(),
        parameters: jsonObject(),
      }),
    )
    .min(1, { error: 'expected at least one tool' }),
  messages: z
    .array(fields({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .refine((messages) => messages.at(-1)?.role === 'user', {
      error: 'the last message must be of role user',
    }),
});

/** Are they tools that a model can be asked with? Never throws. */
export function parseCallTools(tools: unknown): Parsed<unknown> {
  return parsePart(request.pick({ tools: true }), { tools });
}

/** Are they messages that end with what a user says? Never throws. */
export function parseCallMessages(messages: unknown): Parsed<unknown> {
  return parsePart(request.pick({ messages: true }), { messages });
}

function parsePart(schema: z.ZodType, input: unknown): Parsed<unknown> {
  const parsed = schema.safeParse(input);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, issues: inputIssues(parsed.error, input) };
}
