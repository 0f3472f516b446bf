import { z } from 'zod';

/** One model call of a run, as its transcript has it. */
export type RecordedCall = z.infer<typeof call>;
export type RecordedQuestion = RecordedCall['question'];
export type RecordedAnswer = NonNullable<RecordedCall['answer']>;

const count = z.number();

const answer = z.object({
  raw: z.object({
    text: z.string(),
    toolCalls: z.array(z.object({ name: z.string(), argumentsText: z.string() })),
    finishReason: z.string(),
  }),
  servedModel: z.string().nullable(),
  usage: z.object({ inputTokens: count, outputTokens: count }).nullable(),
});

const call = z.object({
  /** Null: made before the first item and thrown away. */
  item: z.string().nullable(),
  /** From 1. */
  attempt: z.number(),
  question: z.object({
    messages: z.array(z.object({ role: z.string(), content: z.string() })),
    tools: z
      .array(
        z.object({
          name: z.string(),
          description: z.string(),
          parameters: z.record(z.string(), z.unknown()),
        }),
      )
      .optional(),
    maxTokens: z.number(),
  }),
  /** Null: none came; `error` says why. */
  answer: answer.nullable(),
  elapsedMs: z.number(),
  error: z.string().nullable(),
});

/**
 * The calls of a run, in the order in which they were made, from the lines of its transcript; the first line tells the
 * run itself. Null: the text is no transcript.
 */
export function parseTranscript(text: string): readonly RecordedCall[] | null {
  const [, ...lines] = text.split('\n').filter((line) => line !== '');
  const parsed = lines.map((line) => call.safeParse(jsonIn(line)));
  return parsed.every(({ success }) => success)
    ? parsed.flatMap(({ data }) => (data ? [data] : []))
    : null;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
