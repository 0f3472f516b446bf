import type { Cause } from '../../labelled-evaluation';
import {
  CAPABILITY_LIMIT,
  CONTEXT_POLLUTION,
  FLAKY,
  FORMAT_MISMATCH,
  HEALTHY,
  OVER_CALLING,
  SUBOPTIMAL,
} from './answering';
import type { CauseOfWorlds } from './cause-of-worlds';
import { INFRASTRUCTURE } from './connection';
import { COLD_START, LATE_DEGRADATION, TIMEOUT_BOUND } from './serving';

/** Every way to bring a cause about. */
export const ALL_CAUSES: Readonly<Record<Cause, readonly CauseOfWorlds[]>> = {
  infrastructure: INFRASTRUCTURE,
  'cold-start': COLD_START,
  'timeout-bound': TIMEOUT_BOUND,
  'format-mismatch': FORMAT_MISMATCH,
  'over-calling': OVER_CALLING,
  flaky: FLAKY,
  'context-pollution': CONTEXT_POLLUTION,
  'late-degradation': LATE_DEGRADATION,
  'capability-limit': CAPABILITY_LIMIT,
  suboptimal: SUBOPTIMAL,
  healthy: HEALTHY,
};
