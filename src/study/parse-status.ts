import { z } from 'zod';
import { fields } from '../parse-issues';
import { patchFields } from './parse-spec';
import { STUDY_STATES } from './status';
import { WATCH_VERDICTS } from './watched';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const limit = z.number().positive().nullable();

const tableRow = fields({
  name: z.string(),
  specId: z.string(),
  change: z.string(),
  state: z.enum(['waiting', 'measuring', 'measured', 'decided', 'inapplicable']),
  runs: count,
  accuracy: share.nullable(),
  variance: z.number().min(0).nullable(),
  gates: z.string(),
  verdict: z.enum(['PROMOTE', 'HOLD', 'REJECT']).nullable(),
  reason: z.string(),
});

const phaseStatus = fields({
  name: z.string(),
  suite: z.string(),
  baseline: z.string(),
  accuracy: share.nullable(),
  table: z.array(tableRow),
  holds: z
    .array(
      fields({
        specId: z.string(),
        change: z.string(),
        look: count,
        runs: count,
        why: z.enum(['unproven', 'unstable']),
      }),
    )
    .exactOptional(),
  watched: fields({
    verdict: z.enum(WATCH_VERDICTS),
    reason: z.string(),
    at: z.string(),
  }).exactOptional(),
  heldOut: z.string().nullable().exactOptional(),
});

const cycleRecord = fields({
  cycle: count,
  phase: z.string(),
  baselineWas: z.string(),
  winner: z.string(),
  improvement: z.number(),
  verdicts: z.record(z.string(), count),
});

/** The answer to the query `status`, for those who read it with a program. */
export const statusSchema = fields({
  schemaVersion: z.literal(1),
  study: z.string(),
  state: z.enum(STUDY_STATES),
  cycle: count,
  doing: z.string(),
  simulated: z.boolean(),
  phases: z.array(phaseStatus),
  generators: z.array(z.string()),
  spent: fields({ runs: count, tokens: count, usd: z.number().min(0) }),
  errorBudget: fields({
    epoch: count,
    alpha: share,
    spent: share,
    left: share,
    tickets: count,
    recent: z.array(
      fields({ ticket: count, by: z.string(), look: count, level: share, p: share.nullable() }),
    ),
  }).exactOptional(),
  budget: fields({ cycles: limit, runs: limit, tokens: limit, usd: limit }),
  trouble: fields({ code: z.string(), message: z.string() }).nullable(),
  recent: z.array(cycleRecord),
  added: z.array(
    fields({ phase: z.string(), patch: z.object(patchFields()).strict(), why: z.string() }),
  ),
  controls: z.array(fields({ name: z.string(), applied: z.boolean(), note: z.string() })),
});
