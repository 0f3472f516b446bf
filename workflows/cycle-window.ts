import { patched, workflowInfo } from '@temporalio/workflow';
import type { Session } from './session';

/**
 * What a cycle's history may hold of the 4,096 events and 4 MiB at which a server asks for continue-as-new; it ends a
 * run at 51,200 events or 50 MiB. The rest is for the baseline, a verification and a repair.
 */
const WINDOW = { events: 3_072, bytes: 3_145_728 };

/** What is still to come at most for each candidate that was taken up: an activity and a workflow task that record its verdict. */
const EVENTS_TO_DECIDE = 6;
/** Deciding about candidates tells once more what was measured, and what it was compared with. */
const BYTES_TO_DECIDE = 2;

/** Marks cycles that close early; earlier ones measured all that they had planned. */
const WINDOWED = 'windowed-cycle';

/**
 * Is there no room for another candidate of the phase? Then the open evaluations end and are decided about, and the
 * candidates that are left have their turn in the next cycle. Phases have equal shares, so that none waits for another.
 *
 * @param taken - candidates of the phase that were taken up in this cycle
 */
export function isWindowFull({ state }: Session, phase: string, taken: number): boolean {
  const place = state.phases.findIndex(({ name }) => name === phase);
  const share = (place + 1) / state.phases.length;
  const { continueAsNewSuggested, historyLength, historySize } = workflowInfo();
  const full =
    continueAsNewSuggested ||
    historyLength + taken * EVENTS_TO_DECIDE > WINDOW.events * share ||
    historySize * (1 + BYTES_TO_DECIDE) > WINDOW.bytes * share;
  return full && patched(WINDOWED);
}
