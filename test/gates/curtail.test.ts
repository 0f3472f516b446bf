import fc from 'fast-check';
import { curtailed } from '../../src/gates/curtail';
import { decide } from '../../src/gates/decide';
import { type Look, NEW_LEDGER } from '../../src/gates/ledger';
import { evidenceOf, type GateEvidence } from '../../src/runs/gate-evidence';
import { DEFAULT_POLICY, type Policy } from '../../src/study/study';
import { rowsOf, summaryOf } from '../support/evaluation-summary';

/** Runs of items that all ask for a call. */
const actions = (passesByRun: readonly number[], items = 6): GateEvidence =>
  evidenceOf(summaryOf(rowsOf(passesByRun, items)), 'a'.repeat(items));

/** Runs of two items, a call due at the first and none at the second. */
const mixed = (rows: readonly string[]): GateEvidence =>
  evidenceOf(summaryOf(rows, { callDue: [true, false] }), 'ar');

interface Rest {
  readonly runs: number;
  readonly policy?: Partial<Policy>;
}

const givenUp = (candidate: GateEvidence, baseline: GateEvidence, { runs, policy }: Rest) =>
  curtailed(candidate, baseline, {
    remaining: { runs, restraintItems: candidate.kinds.split('r').length - 1 },
    policy: { ...DEFAULT_POLICY, ...policy },
  });

describe('curtailed()', () => {
  it('goes on while the mean could still rise above the baseline’s by a single item', () => {
    const baseline = actions([4, 4, 4, 4, 4, 4, 4]);
    // With 2 x 6 more of 42: 26 + 12 = 38 against 28. 16 + 12 = 28 is no more than the baseline, 17 + 12 is.
    expect(givenUp(actions([4, 3, 3, 3, 3]), baseline, { runs: 2 })).toMatch(
      /^2 runs skipped: the mean could not rise above the baseline's/,
    );
    expect(givenUp(actions([4, 4, 3, 3, 3]), baseline, { runs: 2 })).toBeNull();
  });

  it('gives up a candidate whose restraint cannot recover', () => {
    // 2 calls in 7 answers at best: 0.714. With one call it could still be 0.857.
    const baseline = mixed(['NP', 'NP', 'NP', 'NP', 'NP', 'NP', 'NP']);
    expect(givenUp(mixed(['PO', 'PO', 'PP']), baseline, { runs: 4 })).toMatch(
      /^4 runs skipped: restraint could not come back to 0\.80/,
    );
    expect(givenUp(mixed(['PO', 'PP', 'PP']), baseline, { runs: 4 })).toBeNull();
  });

  it('decides nothing on fewer runs than the samples gate asks for, nor when none remains', () => {
    const baseline = actions([5, 5, 5, 5, 5, 5, 5]);
    expect(givenUp(actions([0, 0]), baseline, { runs: 1 })).toBeNull();
    expect(givenUp(actions([0, 0, 0]), baseline, { runs: 0 })).toBeNull();
  });

  it('leaves an equal candidate its chance to be faster, where the study asks for that', () => {
    const perfect = actions([6, 6, 6, 6, 6, 6, 6]);
    const tieBreak = { metric: 'latency', margin: 0.05, delta: 0.05 } as const;
    expect(givenUp(actions([6, 6, 6, 6]), perfect, { runs: 3 })).toMatch(/^3 runs skipped/);
    expect(givenUp(actions([6, 6, 6, 6]), perfect, { runs: 3, policy: { tieBreak } })).toBeNull();
  });

  it('makes unstable runs to the end, because their order is to be read', () => {
    const baseline = actions([6, 6, 6, 6, 6, 6, 6]);
    expect(givenUp(actions([0, 0, 6, 6]), baseline, { runs: 3 })).toBeNull();
  });
});

const LETTERS = ['PP', 'PO', 'PT', 'NP', 'NO', 'NT'] as const;

/** Every way in which so many runs can go. */
function completions(missing: number): readonly (readonly string[])[] {
  if (missing === 0) return [[]];
  return completions(missing - 1).flatMap((rows) => LETTERS.map((letters) => [letters, ...rows]));
}

describe('curtailed(), against every completion', () => {
  const policy: Policy = { ...DEFAULT_POLICY, maxVariance: 0.25 };
  const row = fc.constantFrom(...LETTERS);
  const situation = fc.record({
    made: fc.array(row, { minLength: 3, maxLength: 6 }),
    missing: fc.integer({ min: 1, max: 3 }),
    baseline: fc.array(row, { minLength: 3, maxLength: 7 }),
    look: fc.constantFrom<Look>(1, 3),
  });

  /** Would this be promoted, or held as better but not proven? At a level so wide that all that is above is promoted. */
  const isOpen = (rows: readonly string[], against: GateEvidence, look: Look): boolean => {
    const context = { policy, ledger: NEW_LEDGER, look, diagnosis: '' };
    const ticket = { number: 1, level: 4 };
    const { verdict, reason } = decide(mixed(rows), against, { ...context, ticket }).decision;
    return verdict === 'PROMOTE' || reason.startsWith('better but not proven');
  };

  it('never gives up what some completion would promote, or hold as better but not proven', () => {
    let given = 0;
    fc.assert(
      fc.property(situation, ({ made, missing, baseline, look }) => {
        const against = mixed(baseline);
        if (givenUp(mixed(made), against, { runs: missing, policy }) === null) return;
        given += 1;
        expect(isOpen(made, against, look)).toBe(false);
        for (const rest of completions(missing)) {
          expect(isOpen([...made, ...rest], against, look)).toBe(false);
        }
      }),
      { seed: 1, numRuns: 400 },
    );
    // The property would hold for a function that never gives up, too.
    expect(given).toBeGreaterThan(50);
  });

  it('gives up all that no completion would promote at a first look, where runs are stable', () => {
    fc.assert(
      fc.property(situation, ({ made, missing, baseline }) => {
        const against = mixed(baseline);
        const open = completions(missing).some((rest) => isOpen([...made, ...rest], against, 1));
        expect(open || givenUp(mixed(made), against, { runs: missing, policy }) !== null).toBe(
          true,
        );
      }),
      { seed: 2, numRuns: 150 },
    );
  });
});
