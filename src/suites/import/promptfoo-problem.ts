import type { PromptfooTest } from './parse-promptfoo';
import type { Problem } from './problem';

/** Why a test cannot be an item at all that asks the prompt of these names; null: it may be one. */
export function whyNoItem(test: PromptfooTest, names: readonly string[]): Problem | null {
  return otherPrompt(test, names) ?? wrongAssertions(test) ?? ownProgram(test);
}

function otherPrompt({ prompts }: PromptfooTest, names: readonly string[]): Problem | null {
  const wanted = [prompts ?? []].flat();
  if (wanted.length === 0 || wanted.some((name) => isNamed(names, name))) return null;
  return { why: `it is for other prompts: ${wanted.join(', ')}`, mend: 'import again with --prompt' };
}

/** By its label or id, by what stands before a colon in it, or by its beginning and a star. */
function isNamed(names: readonly string[], name: string): boolean {
  return names.some(
    (each) =>
      each === name ||
      each.startsWith(`${name}:`) ||
      (name.endsWith('*') && each.startsWith(name.slice(0, -1))),
  );
}

function wrongAssertions({ assert, threshold }: PromptfooTest): Problem | null {
  const assertions = assert ?? [];
  if (assertions.length === 0) return { why: 'it has no assertion', mend: 'write what you expect' };
  if ((threshold ?? 1) >= 1 || assertions.length === 1) return null;
  const why = `by its threshold ${threshold} a part of its assertions would do, and an item wants all of them`;
  return { why, mend: 'set the threshold to 1, or leave the assertions out that need not hold' };
}

function ownProgram({ options, assertScoringFunction }: PromptfooTest): Problem | null {
  if (options?.transformVars === undefined && assertScoringFunction === undefined) return null;
  const why = 'a program of its own changes its variables or its score';
  return { why, mend: 'write the item by hand' };
}
