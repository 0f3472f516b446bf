import { z } from 'zod';
import { ALL_GENERATOR_NAMES } from '../candidates/search-generators';
import type { Parsed } from '../input-issue';
import { fields, inputIssues } from '../parse-issues';
import { patchFields } from './parse-spec';
import { expected, positiveNumber, someText, textUpTo, wholeNumber } from './parse-values';

const generators = z.array(z.enum(ALL_GENERATOR_NAMES)).min(1, expected('at least one generator'));

const count = wholeNumber(1, Number.MAX_SAFE_INTEGER).nullable().optional();
const dollars = positiveNumber().nullable().optional();

const change = fields({
  phase: someText('the name of a phase'),
  patch: fields(patchFields()),
  why: textUpTo(500).optional(),
  by: textUpTo(100).optional(),
});

const generatorsMessage = z.union(
  [generators, fields({ generators })],
  'expected a list of generators',
);

const budgetMessage = fields({ cycles: count, runs: count, tokens: count, usd: dollars });

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
