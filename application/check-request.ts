import { createSchemaCheck } from '../activities/suites/schema-check';
import { createSchemaReader } from '../activities/suites/schema-reader';
import { RatchetError } from '../src/errors';
import { describeIssues } from '../src/input-issue';
import { toolIssues } from '../src/suites/check-tools';
import { parseCallMessages, parseCallTools } from '../src/suites/parse-call-request';
import type { Message, Tool, ToolCall } from '../src/suites/suite';

type BreaksSchema = (call: ToolCall) => boolean;

/** Compiling schemas takes longer than a call's other work: an application's tools seldom change. */
const checked = new WeakMap<readonly Tool[], BreaksSchema>();

/**
 * Checks the tools of a call as those of a suite are checked; the same list is checked once.
 *
 * @returns says of a call whether it breaks its tool's schema
 * @throws {RatchetError} `CALL_INVALID`, naming every field that is not as it should be
 */
export function checkTools(tools: readonly Tool[]): BreaksSchema {
  const known = checked.get(tools);
  if (known) return known;
  const parsed = parseCallTools(tools);
  if (!parsed.ok) throw invalid(describeIssues(parsed.issues));
  const issues = toolIssues(tools, createSchemaReader());
  if (issues.length > 0) throw invalid(describeIssues(issues));
  const breaksSchema = createSchemaCheck(tools);
  checked.set(tools, breaksSchema);
  return breaksSchema;
}

/** @throws {RatchetError} `CALL_INVALID` for messages that are none, or whose last one is not the user's */
export function checkMessages(messages: readonly Message[]): void {
  const parsed = parseCallMessages(messages);
  if (!parsed.ok) throw invalid(describeIssues(parsed.issues));
}

function invalid(what: string): RatchetError {
  return new RatchetError('CALL_INVALID', `Cannot ask:\n${what}`);
}
