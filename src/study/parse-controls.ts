import { z } from 'zod';
import { GENERATOR_NAMES } from '../candidates/generators';
import type { Parsed } from '../input-issue';
import { fields, inputIssues } from '../suites/parse-issues';
import { patchFields } from './parse-spec';

const generators = z.array(z.enum(GENERATOR_NAMES)).min(1, 'name at least one generator');

const limit = z.number().positive().nullable().optional();

const change = fields({
  phase: z.string().min(1),
  patch: fields(patchFields()),
  why: z.string().max(500).optional(),
  by: z.string().max(100).optional(),
});

const generatorsMessage = z.union([generators, fields({ generators })]);

const budgetMessage = fields({ cycles: limit, runs: limit, tokens: limit, usd: limit });

export type SpecChange = z.infer<typeof change>;
export type BudgetChange = z.infer<typeof budgetMessage>;

/** The generators of a `setGenerators` message, in either of its forms. */
export function parseGenerators(payload: unknown): Parsed<readonly string[]> {
  const parsed = read(generatorsMessage, payload);
  if (!parsed.ok) return parsed;
  return { ok: true, value: 'generators' in parsed.value ? parsed.value.generators : parsed.value };
}

/** The change of an `addCandidate`, `promote` or `reject` message. */
export function parseSpecChange(payload: unknown): Parsed<SpecChange> {
  return read(change, payload);
}

/** The limits of a `setBudget` message; those left out stay as they are, null lifts one. */
export function parseBudgetChange(payload: unknown): Parsed<BudgetChange> {
  return read(budgetMessage, payload);
}

function read<T>(schema: z.ZodType<T>, payload: unknown): Parsed<T> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: inputIssues(parsed.error, payload) };
}
