import { z } from 'zod';
import { jsonObject } from '../parse-json';
import { TOKENS } from '../variants/limits';

const words = z.string().min(1);
const identified = { id: words, tool: words };

const turn = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('assistant'),
    calls: z.array(z.strictObject({ ...identified, arguments: jsonObject() })),
  }),
  z.strictObject({
    role: z.literal('tool'),
    results: z.array(z.strictObject({ ...identified, result: z.json() })),
  }),
]);

const question = z.strictObject({
  messages: z
    .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() }))
    .min(1, 'expected at least one message, found none'),
  turns: z.array(turn).exactOptional(),
  tools: z
    .array(z.strictObject({ name: words, description: z.string(), parameters: jsonObject() }))
    .min(1, 'expected at least one tool, or none of the field')
    .exactOptional(),
  answerSchema: jsonObject().exactOptional(),
  maxTokens: z.int().min(1).max(32_768).default(TOKENS.free),
});

/** What the `next` of a variant may answer. */
export const variantAnswer = z.union([
  z.strictObject({ ask: question }),
  z.strictObject({ calls: z.json() }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ malformed: words }),
]);
export type ParsedVariantAnswer = z.infer<typeof variantAnswer>;

/** The same, for messages. */
export const VARIANT_ANSWERS = '{ask: {messages, ...}}, {calls}, {text} or {malformed}';
