import type { Outcome } from '../../../../outcomes/outcome';

/** As promptfoo counts: 0 right, 1 a wrong answer, 2 no answer. */
export function failureOf(letter: Outcome): 0 | 1 | 2 {
  if (letter === 'P') return 0;
  return letter === 'T' ? 2 : 1;
}
