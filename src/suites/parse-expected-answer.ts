import { z } from 'zod';
import { fields } from '../parse-issues';
import { patternProblem } from './match-pattern';

const text = z
  .string()
  .max(20_000, { error: 'at most 20000 characters are allowed' })
  .refine((value) => value.trim() !== '', { error: 'must not be empty' });

const pattern = z.string().superRefine((value, context) => {
  const problem = patternProblem(value);
  if (problem !== null) {
    const message = `not a regular expression of RE2's syntax: ${problem}`;
    context.addIssue({ code: 'custom', message });
  }
});

const file = z.string().regex(/\.[cm]?[jt]s$/, {
  error: 'expected the path of a TypeScript or JavaScript file, such as ./politeness.ts',
});

/** What the model must say: one of the words, or a plain text, short for `equals`. */
export const expectedAnswer = z.union(
  [
    text,
    fields({
      equals: text.optional(),
      contains: text.optional(),
      matches: pattern.optional(),
      schema: z.record(z.string(), z.json()).optional(),
      scorer: file.optional(),
    }).refine((answer) => Object.values(answer).filter((value) => value !== undefined).length === 1, {
      error: 'expected exactly one of equals, contains, matches, schema, scorer',
    }),
  ],
  { error: 'expected a text, or an object with one of equals, contains, matches, schema, scorer' },
);

export type ExpectedAnswerFile = z.infer<typeof expectedAnswer>;
