import type { Cause } from './labelled-evaluation';
import type { RecordedAnswer, RecordedSuite } from './recorded-tool-calls';

/**
 * What the scoring of MikeVeerman/tool-calling-benchmark says of a model: a call where one is due is right, whatever
 * its arguments and, but for the three hard prompts, whatever its tool; a call that its parser did not read is none.
 *
 * The class is by its three headline numbers: restraint, reliability over the runs, action.
 */
export function theirVerdict(
  runs: readonly (readonly RecordedAnswer[])[],
  suite: RecordedSuite,
): Cause {
  const failing = suite.prompts.map((_, place) => {
    const fails = runs.filter((answers) => !isRight(answers[place], place, suite)).length;
    return { place, fails };
  });
  const over = failing.filter(({ place }) => suite.restraintPromptIndices.includes(place));
  const due = failing.filter(({ place }) => !suite.restraintPromptIndices.includes(place));
  const total = (list: readonly { readonly fails: number }[]): number =>
    list.reduce((sum, { fails }) => sum + fails, 0);
  if (total(failing) === 0) return 'healthy';
  if (total(due) === due.length * runs.length) return 'capability-limit';
  if (total(over) >= total(due)) return 'over-calling';
  const mixed = failing.filter(({ fails }) => fails > 0 && fails < runs.length).length;
  const constant = due.filter(({ fails }) => fails === runs.length).length;
  return mixed > constant ? 'flaky' : 'suboptimal';
}

function isRight(
  answer: RecordedAnswer | undefined,
  place: number,
  { restraintPromptIndices, expectedToolForHardPrompts }: RecordedSuite,
): boolean {
  if (!answer) return false;
  if (restraintPromptIndices.includes(place)) return !answer.tool_called;
  const expected = expectedToolForHardPrompts[place];
  return answer.tool_called && (expected === undefined || answer.tool_name === expected);
}
