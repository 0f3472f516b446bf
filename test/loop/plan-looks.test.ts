import { baselineRuns } from '../../src/loop/plan-looks';
import { batchOf, type EvidenceBatch } from '../../src/runs/gate-evidence';
import { NOTHING_GATED } from '../../src/study/gated-state';
import { DEFAULT_POLICY, type Policy } from '../../src/study/study';
import { rowsOf, summaryOf } from '../support/evaluation-summary';

const AUTO: Policy = { ...DEFAULT_POLICY, determinism: 'auto' };
const AGAIN = 1;

/** So many runs with the same items right each time, and the same answers where they are copies. */
function batch(runs: number, passes = 4, identicalAnswers = true): EvidenceBatch {
  const passesByRun = Array.from({ length: runs }, () => passes);
  return { ...batchOf(summaryOf(rowsOf(passesByRun, 6))), identicalAnswers };
}

function runsAfter(evidence: readonly EvidenceBatch[], policy: Policy = AUTO): number {
  return baselineRuns({ ...NOTHING_GATED, evidence }, policy, { again: AGAIN, logic: 3 });
}

describe('runs of the baseline in a cycle that screens', () => {
  it('are a whole evaluation first, and then as few as anything else', () => {
    expect(runsAfter([])).toBe(7);
    expect(runsAfter([batch(7)])).toBe(AGAIN);
  });

  it('are few from the third copy on, where the study lets copies certify', () => {
    expect(runsAfter([batch(3)])).toBe(AGAIN);
    expect(runsAfter([batch(3), batch(1)])).toBe(AGAIN);
    expect(runsAfter([batch(3)], { ...DEFAULT_POLICY, determinism: 'off' })).toBe(7);
  });

  it('are a whole evaluation again where a later run shows something else', () => {
    expect(runsAfter([batch(3), batch(1, 5)])).toBe(7);
  });

  it('are a whole evaluation where single runs, or runs with other answers, are all there is', () => {
    expect(runsAfter([batch(1), batch(1), batch(1)])).toBe(7);
    expect(runsAfter([batch(3, 4, false)])).toBe(7);
  });
});
