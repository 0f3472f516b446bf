import type { Death } from '../support/dying-worker-process';

/**
 * Studies that run at the same time, and where their workers die, one after another. Without a type: at the first
 * write that comes to the point, which is one of a worker's start where that completes what the death before it left.
 */
export const DEATHS: Readonly<Record<string, readonly Death[]>> = {
  first: [
    { point: 'the lock is made, without a name in it' },
    { point: 'the log is flushed, no file tells of it', type: 'study-admitted' },
    { point: 'before the routing file is replaced' },
    { point: 'the history is replaced', type: 'phase-closed' },
  ],
  second: [
    { point: 'half of the lines are in the log', type: 'baseline-measured' },
    { point: 'the routing file is replaced', type: 'baseline-promoted' },
    { point: 'before lines are added to the log', type: 'trial-opened' },
    { point: 'before the mark is replaced', type: 'trial-undone' },
  ],
  third: [
    { point: 'before the merged routing file is replaced', type: 'study-admitted' },
    { point: 'a transcript is written, its run not reported' },
    { point: 'the lines are in the log, not flushed', type: 'trial-opened' },
    { point: 'before an archived history is in its place' },
  ],
  fourth: [
    { point: 'before a transcript is in its place' },
    { point: 'before lines are added to the log', type: 'trial-kept' },
    { point: 'before lines are added to the log', type: 'trial-undone' },
    { point: 'a history is archived, no manifest tells of it' },
  ],
  fifth: [
    { point: 'the merged routing file is replaced', type: 'study-admitted' },
    { point: 'the cycle’s file is replaced', type: 'candidate-decided' },
    { point: 'the lock is given back, nothing reported', type: 'trial-opened' },
    { point: 'before the manifest is in its place' },
  ],
  sixth: [
    { point: 'all files are made, before the mark is', type: 'candidate-decided' },
    { point: 'before the feedback is replaced', type: 'trial-kept' },
    { point: 'the routes are flushed beside their file', type: 'trial-undone' },
    { point: 'the manifest is written, nothing reported' },
  ],
};
