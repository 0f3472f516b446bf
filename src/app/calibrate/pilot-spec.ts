import { RatchetError } from '../../errors';
import { describeIssues } from '../../input-issue';
import { choiceMessage } from '../../parse-issues';
import { DEFAULT_SPEC, type Spec, type SpecPatch, withPatch } from '../../spec/spec';
import { parsePatch } from '../../study/parse-patch';
import { VARIANT_NAMES } from '../../variants/variant-names';

/** The spec that a pilot measures: the model, by the suite's prompts, with some factors set. */
export function pilotSpec(model: string, suite: string, words: readonly string[]): Spec {
  return withPatch({ ...DEFAULT_SPEC, model, phase: suite }, patchOf(words));
}

/**
 * `variant=atomic temperature=0.7` as a change of factors.
 *
 * @throws {RatchetError} `CONTROL_INVALID`, naming the factor
 */
export function patchOf(words: readonly string[]): SpecPatch {
  const entries = words.flatMap((word) => word.split(',')).map(entryOf);
  const parsed = parsePatch(Object.fromEntries(entries));
  if (!parsed.ok) throw invalid(describeIssues(parsed.issues));
  const { prompt, params, variant } = parsed.value;
  const builtIn: readonly string[] = VARIANT_NAMES;
  if (variant !== undefined && !builtIn.includes(variant)) {
    throw invalid(`variant: ${choiceMessage(builtIn, variant)}; those of plug-ins need a study`);
  }
  if (prompt === undefined && params === undefined) return parsed.value;
  throw invalid('prompt and params name sets of a study file, and a pilot has none');
}

function entryOf(word: string): readonly [string, string | number] {
  const [factor = '', ...rest] = word.split('=');
  const value = rest.join('=');
  if (factor === '' || value === '') {
    throw invalid(`expected factor=value, such as variant=atomic, found "${word}"`);
  }
  return [factor, Number.isFinite(Number(value)) ? Number(value) : value];
}

function invalid(reason: string): RatchetError {
  return new RatchetError('CONTROL_INVALID', `Cannot set up the pilot: ${reason}`);
}
