import { capabilityLimit } from './rules/capability-limit';
import { coldStart } from './rules/cold-start';
import { contextPollution } from './rules/context-pollution';
import { flaky } from './rules/flaky';
import { formatMismatch } from './rules/format-mismatch';
import { infrastructure } from './rules/infrastructure';
import { lateDegradation } from './rules/late-degradation';
import { overCalling } from './rules/over-calling';
import type { Rule } from './rules/rule';
import { suboptimal } from './rules/suboptimal';
import { timeoutBound } from './rules/timeout-bound';

/**
 * Every rule, in the order in which they are asked; a new one is a file and a line here.
 *
 * What stands in an order (at the beginning, at the end, late in a conversation) is looked for before what is only
 * counted, since a cold start shows as time-outs too. What is left when nothing explains the failures comes last.
 */
export const RULES: readonly Rule[] = [
  infrastructure,
  coldStart,
  lateDegradation,
  timeoutBound,
  formatMismatch,
  contextPollution,
  overCalling,
  flaky,
  capabilityLimit,
  suboptimal,
];
