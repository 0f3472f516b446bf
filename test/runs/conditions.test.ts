import { aRun, aSpec, summaryOf } from '../support/evaluation-summary';

const rows = (row: string, runs = 7): readonly string[] => Array.from({ length: runs }, () => row);

/** Seven runs of these letters, the second of which was void before. */
function withVoids(row: string, voids: readonly string[]) {
  const runs = rows(row).map((letters, run) =>
    aRun(letters, run === 1 ? { measured: { voids } } : {}),
  );
  return summaryOf(rows(row), { runs });
}

describe('what a summary tells the rules beside the letters', () => {
  it('is which runs were void, and why', () => {
    const { diagnosis } = withVoids('NNNNPP', ['MODEL_UNREACHABLE', 'MODEL_FAILED']);
    expect(diagnosis).toMatchObject({
      class: 'infrastructure',
      evidence: { runs: [2], numbers: { voidAttempts: 2, runs: 7 } },
    });
    expect(diagnosis.sentence).toContain('MODEL_UNREACHABLE, MODEL_FAILED');
  });

  it('is whether the items shared a conversation', () => {
    const classOf = (isolation: 0 | 1) =>
      summaryOf(rows('PPPWNA'), { spec: aSpec({ isolation }) }).diagnosis.class;
    expect([0, 1].map((isolation) => classOf(isolation === 0 ? 0 : 1))).toEqual([
      'context-pollution',
      'suboptimal',
    ]);
  });

  it('is the limit that time-outs met', () => {
    const { diagnosis } = summaryOf(rows('TTTPPP'), { spec: aSpec({ timeoutSeconds: 2.5 }) });
    expect(diagnosis).toMatchObject({
      class: 'timeout-bound',
      evidence: { numbers: { limitMs: 2500, medianMs: 100 } },
    });
  });

  it('is nothing to the rules of version 1', () => {
    const first = summaryOf(rows('PPPWNA'), { diagnosis: 1 }).diagnosis;
    expect(first.class).toBe('suboptimal');
    expect(first).not.toHaveProperty('confidence');
  });
});
