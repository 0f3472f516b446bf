import { z } from 'zod';

const words = z.string().min(1);
const count = z.int().nonnegative();

const said = z.strictObject({
  text: z.string(),
  toolCalls: z.array(z.strictObject({ name: words, arguments: z.json() })).default([]),
  finishReason: z
    .enum(['stop', 'length', 'tool-calls', 'content-filter', 'error', 'other'])
    .default('stop'),
  servedModel: words.nullable().default(null),
  usage: z.strictObject({ inputTokens: count, outputTokens: count }).nullable().default(null),
});

const refused = z.strictObject({
  failed: z.enum(['unreachable', 'busy', 'unauthorized', 'not-found', 'unsupported']),
  message: words,
  retryAfterSeconds: z.number().nonnegative().max(86_400).optional(),
});

/** What a provider's `complete` may answer. */
export const providerAnswer = z.union([said, refused]);
export type ParsedProviderAnswer = z.infer<typeof providerAnswer>;

/** What its `identify` may answer. */
export const providerIdentity = z.strictObject({
  servedModel: words.nullable().default(null),
  digest: words.nullable().default(null),
});

/** For messages: what `complete` may answer. */
export const PROVIDER_ANSWERS = '{text, toolCalls?, usage?, ...} or {failed, message}';
