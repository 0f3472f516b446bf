import { matchArguments } from '../suites/match-arguments';
import type { Expectation, ExpectedCall, Item, ToolCall } from '../suites/suite';
import type { Decision } from '../variants/variant';
import { matchingSize } from './matching-size';
import type { Outcome } from './outcome';

/**
 * What became of an item, by what a variant read from the answers; where several fit, the first of M, O, W, A, N.
 * Where an answer in words is due, a call that is not is one too many (`W`); what was said is judged elsewhere.
 * A time-out (`T`) is known before there is a decision, so it is decided elsewhere.
 *
 * @param breaksSchema - of a call, whether it breaks its tool's schema; a call of an unknown tool does
 */
export function scoreItem(
  item: Pick<Item, 'expect'>,
  decision: Decision,
  breaksSchema: (call: ToolCall) => boolean,
): Outcome {
  if (decision.kind === 'malformed') return 'M';
  const calls = decision.kind === 'calls' ? decision.calls : [];
  if (calls.some(breaksSchema)) return 'M';
  if (item.expect.calls.length === 0 && item.expect.answer === undefined) {
    return calls.length === 0 ? 'P' : 'O';
  }
  return scoreCalls(item.expect, calls);
}

/**
 * Every call must stand for an expected one of its own: else one is of a wrong tool, or one too many (`W`), or of the
 * right tool with wrong arguments (`A`). What remains are right calls, too few of them (`N`) or all (`P`).
 */
function scoreCalls(expect: Expectation, calls: readonly ToolCall[]): Outcome {
  if (standing(expect, calls, sameTool) < calls.length) return 'W';
  if (standing(expect, calls, sameCall) < calls.length) return 'A';
  return calls.length < expect.calls.length ? 'N' : 'P';
}

type Fits = (expected: ExpectedCall, call: ToolCall) => boolean;

const sameTool: Fits = (expected, call) => expected.tool === call.tool;
const sameCall: Fits = (expected, call) =>
  sameTool(expected, call) && matchArguments(expected.arguments, call.arguments);

/** How many calls, at most, can each stand for an expected call of its own, in the order that is asked for. */
function standing(expect: Expectation, calls: readonly ToolCall[], fits: Fits): number {
  if (expect.order === 'given') return inGivenOrder(expect.calls, calls, fits);
  return matchingSize(
    calls.map((call) =>
      expect.calls.flatMap((expected, index) => (fits(expected, call) ? [index] : [])),
    ),
  );
}

/** Calls in turn, each taking the next expected call that it fits. Stops at the first that fits none. */
function inGivenOrder(
  expected: readonly ExpectedCall[],
  calls: readonly ToolCall[],
  fits: Fits,
): number {
  let next = 0;
  for (const [index, call] of calls.entries()) {
    const found = expected.findIndex((entry, place) => place >= next && fits(entry, call));
    if (found < 0) return index;
    next = found + 1;
  }
  return calls.length;
}
