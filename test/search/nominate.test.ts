import { continueNow, nominate, whyStop } from '../../src/search/nominate';
import type { Spec } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { aView, origin, screeningOf } from '../support/a-search';
import { aSpec } from '../support/evaluation-summary';

const baseline: [Partial<Spec>, ...number[]] = [{}, 5, 5, 5, 5, 5, 5, 5];
const better = screeningOf([baseline, [{ variant: 'atomic' }, 9, 9]]);

describe('working spec', () => {
  it('is the measured spec of which most is expected, not one that was never measured', () => {
    expect(aView().working).toEqual(origin);
    expect(aView({ screening: better }).working).toEqual(aSpec({ variant: 'atomic' }));
  });

  it('is never a rejected one, and the baseline stays in the running whatever is rejected', () => {
    const rejected = (spec: Spec): boolean => spec.variant === 'atomic';
    expect(aView({ screening: better, rejected }).working).toEqual(origin);
    expect(aView({ screening: better, rejected: () => true }).working).toEqual(origin);
  });

  it('is the smaller spec id where two are equally good', () => {
    const twins = screeningOf([
      baseline,
      [{ variant: 'json_schema' }, 9],
      [{ variant: 'atomic' }, 9],
    ]);
    const ids = [aSpec({ variant: 'json_schema' }), aSpec({ variant: 'atomic' })].map(specId);
    expect(specId(aView({ screening: twins }).working)).toBe(ids.toSorted()[0]);
  });

  it('trusts many good runs more than one lucky run', () => {
    const lucky = screeningOf([
      [{}, 5, 3, 7, 4, 6, 5, 5],
      [{ retries: 2 }, 9],
      [{ timeoutSeconds: 240 }, 8, 9, 8, 9, 9, 8, 9],
    ]);
    expect(aView({ screening: lucky }).working).toEqual(aSpec({ timeoutSeconds: 240 }));
  });
});

describe('nominate()', () => {
  it('nominates nothing while the baseline is the best that is known', () => {
    const nomination = nominate(aView(), 0);
    expect(nomination).toMatchObject({ nominee: null, chance: 0.5, waited: 0 });
  });

  it('nominates nothing that may just be lucky: a chance below 0.9', () => {
    const screening = screeningOf([
      [{}, 5, 2, 8, 4, 6, 3, 7],
      [{ retries: 2 }, 6],
    ]);
    const nomination = nominate(aView({ screening }), 8);
    expect(nomination.nominee).toBeNull();
    expect(nomination.chance).toBeLessThan(0.9);
    expect(nomination.reason).toMatch(/chance of 0\.\d{3}: below 0.9/);
  });

  it('waits while another spec promises more, and no longer than two cycles where runs repeat each other', () => {
    const view = aView({ screening: better });
    const waits = nominate(view, 0);
    expect(waits).toMatchObject({ nominee: null, waited: 1 });
    expect(waits.chance).toBeGreaterThan(0.9);
    expect(waits.reason).toMatch(/^waits: another spec promises 0\.\d{3} more/);
    expect(nominate(view, 1).nominee).toBeNull();
    expect(nominate(view, 2)).toMatchObject({ nominee: aSpec({ variant: 'atomic' }), waited: 0 });
  });

  it('waits four cycles where runs differ a little', () => {
    const screening = screeningOf([
      [{}, 5, 5, 5, 6, 5, 5, 5],
      [{ variant: 'atomic' }, 9, 9],
    ]);
    expect(nominate(aView({ screening }), 3).nominee).toBeNull();
    expect(nominate(aView({ screening }), 4).nominee).toEqual(aSpec({ variant: 'atomic' }));
  });

  it('waits eight cycles where they differ much', () => {
    const screening = screeningOf([
      [{}, 5, 2, 8, 4, 6, 3, 7],
      [{ variant: 'atomic' }, 9, 10, 9, 8, 10, 9],
    ]);
    expect(nominate(aView({ screening }), 7).nominee).toBeNull();
    expect(nominate(aView({ screening }), 8).nominee).toEqual(aSpec({ variant: 'atomic' }));
  });

  it('does not wait for specs that are out of the question', () => {
    const rejected = (spec: Spec): boolean =>
      spec.variant !== 'atomic' ||
      spec.retries !== 1 ||
      spec.model !== 'lfm' ||
      spec.timeoutSeconds !== 60;
    expect(nominate(aView({ screening: better, rejected }), 0).nominee).toEqual(
      aSpec({ variant: 'atomic' }),
    );
  });
});

describe('continueNow()', () => {
  it('goes on at once where the last look would see three standard errors', () => {
    expect(continueNow(1.5, { runs: 7, mostRuns: 28 })).toBe(true);
    expect(continueNow(1.49, { runs: 7, mostRuns: 28 })).toBe(false);
    expect(continueNow(2.2, { runs: 14, mostRuns: 28 })).toBe(true);
    expect(continueNow(2.1, { runs: 14, mostRuns: 28 })).toBe(false);
  });
});

describe('whyStop()', () => {
  it('ends after twelve cycles without a promotion, on quiet ground after twice as many', () => {
    const noisy = aView({ screening: screeningOf([[{}, 5, 2, 8, 4, 6, 3, 7]]) });
    expect(whyStop(noisy, 11)).toBeNull();
    expect(whyStop(noisy, 12)).toBe('12 cycles without a promotion');
    expect(whyStop(aView(), 23)).toBeNull();
    expect(whyStop(aView(), 24)).toBe('24 cycles without a promotion');
  });

  it('ends when nothing untried is left', () => {
    expect(whyStop(aView({ rejected: () => true }), 0)).toMatch(/^nothing untried is better/);
  });

  it('goes on while a likely better spec waits for its gate', () => {
    const rejected = (spec: Spec): boolean => specId(spec) !== specId(aSpec({ variant: 'atomic' }));
    expect(whyStop(aView({ screening: better, rejected }), 0)).toBeNull();
  });
});
