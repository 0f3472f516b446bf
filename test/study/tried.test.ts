import { withPatch } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { MAX_TRIED_OUTSIDE, type PhaseState } from '../../src/study/carried-state';
import { wasTried, withBaseline, withTried } from '../../src/study/tried';
import { aState, aStudy } from '../support/a-study';

const study = aStudy();
const [phase] = aState(study).phases;
if (!phase) throw new RangeError('A study has a phase');
const baseline = phase.baseline;
const inside = withPatch(baseline, { retries: 2 });
const outside = withPatch(baseline, { timeoutSeconds: 7 });

describe('wasTried()', () => {
  it.each([
    { where: 'inside the factor space', spec: inside },
    { where: 'outside of it', spec: outside },
    { where: 'with a fallback model', spec: withPatch(baseline, { model: 'big' }) },
  ])('knows a spec $where once it was tried, and no other', ({ spec }) => {
    expect(wasTried(study, phase, spec)).toBe(false);
    const marked = withTried(study, phase, spec);
    expect(wasTried(study, marked, spec)).toBe(true);
    expect(wasTried(study, marked, withPatch(spec, { warmup: 3 }))).toBe(false);
    expect(wasTried(study, marked, baseline)).toBe(false);
  });

  it('keeps fallback models in the space, not in the list of outsiders', () => {
    expect(withTried(study, phase, withPatch(baseline, { model: 'big' })).triedOutside).toEqual([]);
  });

  it('remembers the newest outsiders, each once', () => {
    const many = Array.from({ length: MAX_TRIED_OUTSIDE + 5 }, (_, n) =>
      withPatch(baseline, { timeoutSeconds: 200 + n }),
    );
    const marked = [...many, ...many.slice(-3)].reduce<PhaseState>(
      (state, spec) => withTried(study, state, spec),
      phase,
    );
    expect(marked.triedOutside).toHaveLength(MAX_TRIED_OUTSIDE);
    expect(new Set(marked.triedOutside).size).toBe(MAX_TRIED_OUTSIDE);
    expect(many.slice(5).every((spec) => wasTried(study, marked, spec))).toBe(true);
    expect(many.slice(0, 5).some((spec) => wasTried(study, marked, spec))).toBe(false);
  });
});

describe('withBaseline()', () => {
  it('lets everything be tried again, and keeps the origin that spans the space', () => {
    const marked = withTried(study, withTried(study, phase, inside), outside);
    const promoted = withBaseline(marked, inside, { cycle: 3, decision: 'c3/atomic/promoted' });
    expect(wasTried(study, promoted, inside)).toBe(false);
    expect(wasTried(study, promoted, outside)).toBe(false);
    expect(promoted).toMatchObject({
      origin: phase.origin,
      sinceCycle: 3,
      decision: 'c3/atomic/promoted',
      pending: null,
    });
    expect(specId(promoted.baseline)).toBe(specId(inside));
  });
});
