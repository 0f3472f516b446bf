import { z } from 'zod';
import type { InputIssue } from '../input-issue';
import { choiceMessage } from '../parse-issues';
import { variantName, variantOfFile, variantsOf } from '../plugins/plugin-variants';
import { VARIANT_NAMES } from '../variants/variant-names';

const anything = z.array(z.unknown()).optional().catch(undefined);
const patch = z.looseObject({ variant: z.unknown().optional() }).optional().catch(undefined);
const phase = z.looseObject({ baseline: patch }).optional().catch(undefined);

/** Where a study names variants, whatever else is wrong with it. */
const naming = z.looseObject({
  baseline: patch,
  factors: z.looseObject({ variant: anything }).optional().catch(undefined),
  phases: z.record(z.string(), phase).optional().catch(undefined),
  plugins: z.looseObject({ variants: anything }).optional().catch(undefined),
});
type Naming = z.infer<typeof naming>;

/** Files that are looked at: more than a study may name by far, which its schema tells. */
const MOST_FILES = 100;

/** Of names that are wrong so many are told. */
const MOST_WRONG = 20;

/**
 * Names of variants that the study does not have, and files whose names no variant can have. What is no name at all is
 * told by the study's schema.
 */
export function variantIssues(input: unknown): readonly InputIssue[] {
  const parsed = naming.safeParse(input);
  if (!parsed.success) return [];
  const files = parsed.data.plugins?.variants ?? [];
  if (files.length > MOST_FILES) return [];
  const names = files.map((file) => (isFile(file) ? variantOfFile(file) : null));
  const known = variantsOf({ plugins: { variants: files.filter(isFile) } });
  return [...fileIssues(names), ...nameIssues(parsed.data, known)];
}

function fileIssues(names: readonly (string | null)[]): readonly InputIssue[] {
  return names
    .flatMap((name, place) => {
      const wrong = name === null ? null : wrongName(name, names.slice(0, place));
      return wrong === null ? [] : [{ path: ['plugins', 'variants', place], message: wrong }];
    })
    .slice(0, MOST_WRONG);
}

function nameIssues(found: Naming, known: readonly string[]): readonly InputIssue[] {
  const isKnown = new Set<unknown>(known);
  return namedIn(found)
    .filter(
      ({ value }) => typeof value === 'string' && variantName().test(value) && !isKnown.has(value),
    )
    .slice(0, MOST_WRONG)
    .map(({ value, path }) => ({ path, message: choiceMessage(known, value) }));
}

function isFile(value: unknown): value is string {
  return typeof value === 'string' && /\.[cm]?[jt]s$/.test(value);
}

function wrongName(name: string, before: readonly (string | null)[]): string | null {
  if (!variantName().test(name)) {
    return `expected a file called by 1 to 64 of a-z, A-Z, 0-9, _ and -, as the variant is called like it, found "${name}"`;
  }
  const builtIn: readonly string[] = VARIANT_NAMES;
  const whose = builtIn.includes(name) ? 'built in' : before.includes(name) ? 'named above' : null;
  if (whose === null) return null;
  return `expected another variant than those there are, found "${name}", which is ${whose}; give the file another name`;
}

function namedIn({ baseline, factors, phases }: Naming) {
  return [
    { value: baseline?.variant, path: ['baseline', 'variant'] },
    ...(factors?.variant ?? []).map((value, place) => ({
      value,
      path: ['factors', 'variant', place],
    })),
    ...Object.entries(phases ?? {}).map(([name, each]) => ({
      value: each?.baseline?.variant,
      path: ['phases', name, 'baseline', 'variant'],
    })),
  ];
}
