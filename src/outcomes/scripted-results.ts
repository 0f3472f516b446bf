import type { Json } from '../json';
import { matchArguments } from '../suites/match-arguments';
import type { ScriptedResult, ToolCall } from '../suites/suite';

/** What the tools give back to calls, and which results are left after it. */
export interface GivenBack {
  readonly results: readonly Json[];
  readonly left: readonly ScriptedResult[];
}

/** Each call takes the first result left that it fits; null: one of them fits none, so nothing can be given back. */
export function giveBack(
  calls: readonly ToolCall[],
  scripted: readonly ScriptedResult[],
): GivenBack | null {
  const left = [...scripted];
  const results: Json[] = [];
  for (const call of calls) {
    const place = left.findIndex((entry) => isFor(entry, call));
    const [taken] = place < 0 ? [] : left.splice(place, 1);
    if (taken === undefined) return null;
    results.push(taken.result);
  }
  return { results, left };
}

function isFor(scripted: ScriptedResult, call: ToolCall): boolean {
  if (scripted.tool !== call.tool) return false;
  return scripted.arguments === null || matchArguments(scripted.arguments, call.arguments);
}
