import type { Asked } from './endpoint-front';

/**
 * How many attempts at runs were paid for beyond those of the undisturbed study. A run's questions carry its seed; one
 * that is answered more often than it was there has been asked by a further attempt. Attempts that ended before their
 * first answer cost nothing and are not seen.
 */
export function paidAgain(disturbed: readonly Asked[], undisturbed: readonly Asked[]): number {
  const once = answersOf(undisturbed);
  const further = new Map<string, number>();
  for (const [question, { seed, count }] of answersOf(disturbed)) {
    const usual = once.get(question)?.count ?? 0;
    const attempts = usual === 0 ? count : Math.ceil((count - usual) / usual);
    further.set(seed, Math.max(further.get(seed) ?? 0, attempts));
  }
  return [...further.values()].reduce((sum, attempts) => sum + attempts, 0);
}

/**
 * Questions of the undisturbed study that nobody answered in the disturbed one: runs that were not made, or not whole.
 * A run that met with trouble may have asked an item again, which is another question.
 */
export function leftOut(disturbed: readonly Asked[], undisturbed: readonly Asked[]): number {
  const answered = answersOf(disturbed);
  const troubled = new Set(disturbed.filter((each) => each.troubled).map(({ seed }) => seed));
  return [...answersOf(undisturbed)].filter(
    ([question, { seed }]) => !answered.has(question) && !troubled.has(seed),
  ).length;
}

function answersOf(asked: readonly Asked[]) {
  const answers = new Map<string, { readonly seed: string; readonly count: number }>();
  for (const { question, seed, answeredAt } of asked) {
    if (answeredAt === null) continue;
    answers.set(question, { seed, count: (answers.get(question)?.count ?? 0) + 1 });
  }
  return answers;
}
