import { z } from 'zod';
import type { InputIssue, Parsed } from '../input-issue';
import { fields, inputIssues } from '../parse-issues';
import { wholeNumber } from '../study/parse-values';
import type { Pilot, PilotSpec } from './pilot';

/** As many items as a suite may have. */
const MOST_ITEMS = 1_000;
const MOST_RUNS = 1_000;

const spec: z.ZodType<PilotSpec> = fields({
  specId: z.string(),
  runs: wholeNumber(2, MOST_RUNS),
  passesByItem: z.array(wholeNumber(0, MOST_RUNS)).min(1).max(MOST_ITEMS),
  passesByRun: z.array(wholeNumber(0, MOST_ITEMS)).min(2).max(MOST_RUNS),
});

const pilot: z.ZodType<Pilot> = fields({
  schemaVersion: z.literal(1),
  suite: fields({ name: z.string(), sha256: z.string() }),
  items: wholeNumber(1, MOST_ITEMS),
  specs: z.array(spec).min(1).max(2),
});

/** Reads a pilot that was saved, and checks that its numbers belong together. */
export function parsePilot(value: unknown): Parsed<Pilot> {
  const parsed = pilot.safeParse(value);
  if (!parsed.success) return { ok: false, issues: inputIssues(parsed.error, value) };
  const issues = parsed.data.specs.flatMap((each, index) =>
    mismatches(each, parsed.data.items).map(({ path, message }) => ({
      path: ['specs', index, ...path],
      message,
    })),
  );
  return issues.length === 0 ? { ok: true, value: parsed.data } : { ok: false, issues };
}

function mismatches(
  { runs, passesByItem, passesByRun }: PilotSpec,
  items: number,
): readonly InputIssue[] {
  const byItem = sum(passesByItem);
  const byRun = sum(passesByRun);
  const found: readonly (readonly [boolean, string, string])[] = [
    [passesByItem.length !== items, 'passesByItem', `expected ${items} numbers, one per item`],
    [passesByRun.length !== runs, 'passesByRun', `expected ${runs} numbers, one per run`],
    [passesByItem.some((each) => each > runs), 'passesByItem', `expected at most ${runs} each`],
    [passesByRun.some((each) => each > items), 'passesByRun', `expected at most ${items} each`],
    [byItem !== byRun, 'passesByRun', `expected ${byItem} in all, as by item, found ${byRun}`],
  ];
  return found.flatMap(([wrong, field, message]) => (wrong ? [{ path: [field], message }] : []));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
