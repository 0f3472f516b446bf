import type { Candidate } from '../../src/candidates/candidate';
import { GENERATOR_NAMES } from '../../src/candidates/generators';
import { type Proposal, propose } from '../../src/candidates/propose';
import { withPatch } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { candidateValues } from '../../src/study/phase-values';
import { aStudy } from '../support/a-study';
import { aSpec } from '../support/evaluation-summary';

const baseline = aSpec();
const study = aStudy();
const proposal = (changes: Partial<Proposal> = {}): Proposal => ({
  study: 'lfm',
  seed: 1,
  cycle: 1,
  generators: GENERATOR_NAMES,
  first: [],
  leading: null,
  context: { baseline, values: candidateValues(study, baseline), hasExamples: true },
  decided: () => false,
  most: 500,
  ...changes,
});

const ids = (changes: Partial<Proposal> = {}) =>
  propose(proposal(changes)).map(({ spec }) => specId(spec));

const byHand = (patch: Parameters<typeof withPatch>[1]): Candidate => ({
  spec: withPatch(baseline, patch),
  generator: 'by-hand',
  change: { factor: 'retries', from: 1, to: 2 },
  hypothesis: 'given by hand',
});

describe('propose()', () => {
  it('proposes every neighbour of the baseline once', () => {
    // 5 variants, 2 timeouts, 2 retries, 1 isolation, 2 warm-ups; one temperature.
    expect(ids()).toHaveLength(12);
    expect(new Set(ids()).size).toBe(12);
    expect(ids()).not.toContain(specId(baseline));
  });

  it('repeats itself to the letter, and takes another order for another seed, cycle, study or phase', () => {
    const order = ids();
    expect(ids()).toEqual(order);
    const extended = { ...proposal().context, baseline: aSpec({ phase: 'extended' }) };
    const factorsOf = (changes: Partial<Proposal>) =>
      propose(proposal(changes)).map(({ change }) => `${change.factor} ${change.to}`);
    for (const other of [{ seed: 2 }, { cycle: 2 }, { study: 'other' }, { context: extended }]) {
      expect(factorsOf(other)).not.toEqual(factorsOf({}));
      expect(factorsOf(other).toSorted()).toEqual(factorsOf({}).toSorted());
    }
  });

  it('favours no generator: over many seeds each comes first', () => {
    const firsts = Array.from(
      { length: 200 },
      (_, seed) => propose(proposal({ seed, most: 1 }))[0]?.generator,
    );
    expect(new Set(firsts)).toEqual(
      new Set(['variant', 'timeout', 'retries', 'isolation', 'warmup']),
    );
  });

  it('takes one of each generator in turn', () => {
    const generators = propose(proposal({ most: 5 })).map(({ generator }) => generator);
    expect(new Set(generators).size).toBe(5);
  });

  it('asks only the generators that are switched on', () => {
    expect(
      propose(proposal({ generators: ['retries'] })).map(({ change }) => change.factor),
    ).toEqual(['retries', 'retries']);
    expect(ids({ generators: [] })).toEqual([]);
  });

  it('puts those that go first at the head, in their order, even two changes at once', () => {
    const [two, one] = [byHand({ retries: 2, warmup: 3 }), byHand({ timeoutSeconds: 5 })];
    expect(ids({ first: [two, one] }).slice(0, 2)).toEqual([specId(two.spec), specId(one.spec)]);
  });

  it('puts every value of the leading factor next, and leaves the others in their turn', () => {
    const factors = propose(proposal({ leading: 'variant', first: [byHand({ retries: 2 })] })).map(
      ({ change }) => change.factor,
    );
    expect(factors.slice(0, 6)).toEqual(['retries', ...Array.from({ length: 5 }, () => 'variant')]);
    expect(factors.slice(6)).not.toContain('variant');
  });

  it('never proposes a spec twice: what goes first comes only there', () => {
    const first = byHand({ retries: 2 });
    const all = ids({ first: [first, first] });
    expect(all.filter((id) => id === specId(first.spec))).toEqual([specId(first.spec)]);
    expect(all).toHaveLength(12);
  });

  it('never proposes the baseline or what was decided against it, not even first', () => {
    const decided: Proposal['decided'] = ({ spec }) => spec.retries === 2;
    const all = ids({ first: [byHand({ retries: 2 }), byHand({})], decided });
    expect(all).toHaveLength(11);
    expect(all).not.toContain(specId(baseline));
    expect(all.some((id) => id.includes('/r2/'))).toBe(false);
  });

  it('stops at the most that a cycle measures, and ends when all were tried', () => {
    expect(ids({ most: 4 })).toEqual(ids().slice(0, 4));
    expect(ids({ decided: () => true })).toEqual([]);
  });

  it('proposes each of them within ceil(12 / 4) cycles when what was proposed counts as decided', () => {
    const seen = new Set<string>();
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      const decided: Proposal['decided'] = ({ spec }) => seen.has(specId(spec));
      for (const id of ids({ cycle, most: 4, decided })) seen.add(id);
    }
    expect(seen.size).toBe(12);
  });
});
