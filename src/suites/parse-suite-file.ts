import { z } from 'zod';
import { fields } from '../parse-issues';
import { expectedAnswer } from './parse-expected-answer';
import { matcher } from './parse-matcher';

/** Sizes that a suite may have. Beyond them a run would not end in a useful time. */
export const SUITE_LIMITS = {
  items: 1_000,
  examples: 100,
  tools: 100,
  messagesPerItem: 100,
  callsPerItem: 10,
  resultsPerItem: 50,
  turnsPerItem: 20,
  charactersPerMessage: 20_000,
} as const;

const json = z.json();

const text = z
  .string()
  .max(SUITE_LIMITS.charactersPerMessage, {
    error: `at most ${SUITE_LIMITS.charactersPerMessage} characters are allowed`,
  })
  .refine((value) => value.trim() !== '', { error: 'must not be empty' });

const itemId = z.string().regex(/^[a-z0-9-]{1,64}$/, {
  error: 'expected 1 to 64 small letters, digits and hyphens',
});

const toolName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, {
    error: 'expected 1 to 64 letters, digits, underscores and hyphens',
  })
  .refine((name) => name.toLowerCase() !== 'none', {
    error: 'a tool cannot be called "none": variants use the word for "no tool is needed"',
  });

const tool = fields({
  name: toolName,
  description: text,
  parameters: z.record(z.string(), json).default({ type: 'object', properties: {} }),
});

const expectedCall = fields({
  tool: z.string(),
  arguments: z.record(z.string(), matcher).default({}),
});

const expectation = z.union(
  [
    z.literal('none'),
    fields({
      calls: z
        .array(expectedCall)
        .min(1, { error: 'expected at least one call; where none is due, write expect: none' })
        .max(SUITE_LIMITS.callsPerItem, {
          error: `at most ${SUITE_LIMITS.callsPerItem} calls are allowed`,
        })
        .optional(),
      order: z.enum(['given', 'any']).default('any'),
      answer: expectedAnswer.optional(),
    }).refine(({ calls, answer }) => calls !== undefined || answer !== undefined, {
      error: 'expected calls: with a list of calls, or answer: with what the model must say',
    }),
  ],
  { error: 'expected "none", calls: with a list of calls, or answer:' },
);

const scriptedResult = fields({
  tool: z.string(),
  arguments: z.record(z.string(), matcher).optional(),
  result: json,
});

const message = fields({ role: z.enum(['system', 'user', 'assistant']), content: text });

const item = fields({
  id: itemId,
  prompt: text.optional(),
  messages: z
    .array(message)
    .max(SUITE_LIMITS.messagesPerItem, {
      error: `at most ${SUITE_LIMITS.messagesPerItem} messages are allowed`,
    })
    .optional(),
  expect: expectation,
  results: z
    .array(scriptedResult)
    .max(SUITE_LIMITS.resultsPerItem, {
      error: `at most ${SUITE_LIMITS.resultsPerItem} results are allowed`,
    })
    .optional(),
  maxTurns: z.int().min(1).max(SUITE_LIMITS.turnsPerItem).optional(),
  tags: z.array(z.string()).default([]),
  heldOut: z.boolean().optional(),
});

const items = z
  .array(item)
  .max(SUITE_LIMITS.items, { error: `at most ${SUITE_LIMITS.items} items are allowed` });

const toolCall = fields({ tool: z.string(), arguments: z.record(z.string(), json).default({}) });

/** A suite as people write it. */
export const suiteFile = fields({
  schemaVersion: z.literal(1).default(1),
  name: itemId,
  description: z.string().default(''),
  tools: z
    .array(tool)
    .max(SUITE_LIMITS.tools, { error: `at most ${SUITE_LIMITS.tools} tools are allowed` })
    .default([]),
  items,
  heldOut: items.default([]),
  examples: z
    .array(
      fields({
        user: text,
        calls: z.array(toolCall).max(SUITE_LIMITS.callsPerItem, {
          error: `at most ${SUITE_LIMITS.callsPerItem} calls are allowed`,
        }),
      }),
    )
    .max(SUITE_LIMITS.examples, { error: `at most ${SUITE_LIMITS.examples} examples are allowed` })
    .default([]),
});

export type SuiteFile = z.infer<typeof suiteFile>;
export type ItemFile = z.infer<typeof item>;
