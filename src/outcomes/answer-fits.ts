import { matchesWhole } from '../suites/match-pattern';
import { normalise } from '../suites/normalise';
import type { ExpectedAnswer } from '../suites/suite';

/** Those expected answers that the text alone decides. */
export type PlainAnswer = Extract<
  ExpectedAnswer,
  { readonly kind: 'equals' | 'contains' | 'matches' }
>;

/** Is the text what was to be said? */
export function answerFits(expected: PlainAnswer, text: string): boolean {
  switch (expected.kind) {
    case 'equals':
      return normalise(text) === normalise(expected.text);
    case 'contains':
      return normalise(text).includes(normalise(expected.text));
    case 'matches':
      return matchesWhole(expected.pattern, text.trim());
  }
}
