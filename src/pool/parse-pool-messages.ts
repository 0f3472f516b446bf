import { z } from 'zod';
import type { Parsed } from '../input-issue';
import { inputIssues } from '../parse-issues';
import type { PoolState } from './pool';
import type { AskMessage, ReleaseMessage, RenewMessage } from './pool-messages';

const text = z.string().min(1).max(400);
const count = z.int().nonnegative();
/** What is not known is let by: workers of a later version may say more. */
const ask = z.object({
  id: text,
  study: text,
  evaluation: text,
  run: z.int().positive(),
  model: text,
  worker: text,
  limits: z.object({
    slots: z.int().positive(),
    requestsPerMinute: z.int().positive().nullable(),
  }),
});
const used = z.object({
  total: count,
  recent: z.array(z.tuple([z.number().nonnegative(), count])).max(100),
});
const renew = ask.extend({ used });
const release = z.object({ id: text, used, keep: z.boolean() });

const run = { study: text, evaluation: text, run: z.int(), model: text, worker: text };
const time = z.number();
const carriedPool: z.ZodType<PoolState> = z.object({
  pool: text,
  leases: z.array(
    z.object({
      ...run,
      id: text,
      since: time,
      until: time,
      keptUntil: time.nullable(),
      given: count,
      used: count,
    }),
  ),
  queue: z.array(
    z.object({ ...run, id: text, since: time, askedAt: time, answerBy: time.nullable() }),
  ),
  turns: z.array(text),
  tellers: z.array(
    z.object({
      worker: text,
      model: text,
      slots: count,
      requestsPerMinute: count.nullable(),
      at: time,
    }),
  ),
  requests: z.array(z.object({ model: text, lease: text, count, until: time })),
  recoveringUntil: time,
  lastMessageAt: time,
});
const newPool = z.object({ pool: text, recoveringUntil: time });

export type NewPool = z.infer<typeof newPool>;

export function parseAsk(payload: unknown): Parsed<AskMessage> {
  return read(ask, payload);
}

export function parseRenew(payload: unknown): Parsed<RenewMessage> {
  return read(renew, payload);
}

export function parseRelease(payload: unknown): Parsed<ReleaseMessage> {
  return read(release, payload);
}

/** What a pool begins with: its name, or what the run before handed on. */
export function parsePool(payload: unknown): Parsed<NewPool | PoolState> {
  return read(z.union([carriedPool, newPool]), payload);
}

function read<T>(schema: z.ZodType<T>, payload: unknown): Parsed<T> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: inputIssues(parsed.error, payload) };
}
