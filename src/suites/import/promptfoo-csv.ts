import type { Placed } from './imported';

/** A type of assertion, perhaps with a threshold, before its value: `contains: hello`, `similar(0.8): hello`. */
const TYPED = /^(not-)?([a-z][a-z0-9-]*)(?:\(([\d.]+)\))?\s*(?::\s*(.*))?$/s;
const TYPES =
  /^(?:equals|i?contains(?:-all|-any|-json)?|starts-with|regex|is-json|is-valid-.*|tool-call-f1|similar|llm-rubric|grade|javascript|fn|eval|python|cost|latency|webhook|rouge-n|levenshtein|factuality|model-graded-.*)$/;

/** A row of a promptfoo test file in CSV as a test: its plain columns are variables, those with `__` are not. */
export function testOfRow({ at, value }: Placed): Placed {
  const columns = Object.entries(Object(value)).map(([name, text]) => [name, String(text)] as const);
  const description = columns.find(([name]) => name === '__description')?.[1];
  const expected = columns.filter(([name, text]) => /^__expected\d*$/.test(name) && text !== '');
  return {
    at,
    value: {
      ...(description && { description }),
      vars: Object.fromEntries(columns.filter(([name]) => !name.startsWith('__'))),
      assert: expected.map(([, text]) => assertionOf(text)),
    },
  };
}

/** A text without a type is one to be equal to. */
function assertionOf(text: string): { readonly type: string; readonly value?: string; readonly threshold?: number } {
  const [, not = '', type = '', threshold, value] = TYPED.exec(text) ?? [];
  if (!TYPES.test(type)) return { type: 'equals', value: text };
  return {
    type: `${not}${type}`,
    ...(value !== undefined && { value }),
    ...(threshold !== undefined && { threshold: Number(threshold) }),
  };
}
