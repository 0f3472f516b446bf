import { type HeldOutRuns, heldOutClaim } from '../../src/held-out/held-out-claim';

/** Items that passed in every run (1) or in none (0). */
function constant(passed: readonly number[], runs = 3): HeldOutRuns {
  return { passesByItem: passed.map((each) => each * runs), runs };
}

const NONE = Array.from({ length: 14 }, () => 0);
/** 6 items gained and 1 lost of 14. */
const BEFORE = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
const AFTER = [1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0];

describe('heldOutClaim()', () => {
  it('takes the items as units: interval and p are those of SciPy 1.17', () => {
    const claim = heldOutClaim(constant(BEFORE), constant(AFTER));
    // scipy.stats.t.interval(.95, 13, mean, sem); binomtest(6, 7, alternative='greater').
    expect(claim.difference).toBeCloseTo(0.357142857142857, 12);
    expect(claim.interval?.low).toBeCloseTo(-0.00852736, 6);
    expect(claim.interval?.high).toBeCloseTo(0.72281307, 6);
    expect(claim.pGain).toBeCloseTo(0.0625, 12);
    expect(claim.claim).toBe('not-shown');
    expect(claim.sentence).toContain('too few items to say');
    expect(claim.sentence).toContain(`about ${claim.itemsNeeded} are needed`);
  });

  it('says that the gain generalises when five items win and none loses, not when four do', () => {
    const gained = (items: number) => NONE.map((_, item) => Number(item < items));
    expect(heldOutClaim(constant(NONE), constant(gained(5)))).toMatchObject({
      claim: 'generalises',
      pGain: 1 / 32,
    });
    expect(heldOutClaim(constant(NONE), constant(gained(4))).claim).toBe('not-shown');
  });

  it('warns of a certain loss before anything else', () => {
    const claim = heldOutClaim(
      constant(NONE.map(() => 1)),
      constant(NONE.map((_, item) => Number(item > 6))),
    );
    expect(claim).toMatchObject({ claim: 'certified-loss', pLoss: 1 / 128 });
    expect(claim.sentence).toMatch(/^WARNING: .*-0\.500.*a certain loss/);
  });

  it('compares shares where the two specs had different numbers of runs', () => {
    const claim = heldOutClaim(
      { passesByItem: [7, 0, 3], runs: 7 },
      { passesByItem: [3, 0, 3], runs: 3 },
    );
    expect(claim.difference).toBeCloseTo(4 / 7 / 3, 12);
    // One item moved: its sign is up as often as down.
    expect(claim.pGain).toBe(0.5);
  });

  it('does not become certain by more runs of the same items', () => {
    const few = heldOutClaim(constant(BEFORE, 3), constant(AFTER, 3));
    const many = heldOutClaim(constant(BEFORE, 28), constant(AFTER, 28));
    expect([many.pGain, many.interval]).toEqual([few.pGain, few.interval]);
  });

  it('is not sure of all other prompts where no item moved', () => {
    const claim = heldOutClaim(constant(AFTER), constant(AFTER));
    expect(claim).toMatchObject({ claim: 'not-shown', difference: 0, pGain: 1, pLoss: 1 });
    // t of 13 degrees, 2.160369, times the standard error had one item of 14 moved: sqrt(1 / 13 / 14).
    expect(claim.interval?.high).toBeCloseTo(2.160369 * Math.sqrt(1 / 13 / 14), 6);
  });

  it('is plain data, as an event carries it', () => {
    const claim = heldOutClaim(constant(BEFORE), constant(AFTER));
    expect(JSON.parse(JSON.stringify(claim))).toEqual(claim);
  });
});
