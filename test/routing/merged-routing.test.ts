import { mergeRouting } from '../../src/routing/merged-routing';
import type { Route } from '../../src/routing/routing-config';
import { aSpec } from '../history/study-events';

function aRoute(day: number, sinceCycle: number): Route {
  return {
    route: aSpec(),
    specId: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
    fallbacks: [],
    sinceCycle,
    decision: 'c1/n1',
    reason: 'Better',
    measured: { at: `2026-01-0${day}T00:00:00.000Z` },
  };
}

function winner(...studies: readonly (readonly [string, Route])[]): string | undefined {
  const configs = studies.map(([study, route]) => ({ study, phases: { atomic: route } }));
  return mergeRouting(configs).phases['atomic']?.study;
}

describe('mergeRouting()', () => {
  it('has the phases of all studies, each with the study it comes from', () => {
    const merged = mergeRouting([
      { study: 'a', phases: { atomic: aRoute(1, 1) } },
      { study: 'b', phases: { extended: aRoute(2, 0) } },
    ]);
    expect(merged).toEqual({
      schemaVersion: 1,
      phases: {
        atomic: { ...aRoute(1, 1), study: 'a' },
        extended: { ...aRoute(2, 0), study: 'b' },
      },
    });
  });

  it('takes the route that was made permanent later, in whatever order the studies come', () => {
    const early = ['a', aRoute(1, 3)] as const;
    const late = ['b', aRoute(2, 1)] as const;
    expect(winner(early, late)).toBe('b');
    expect(winner(late, early)).toBe('b');
  });

  it('takes an earned route before one that a later study was merely given', () => {
    expect(winner(['a', aRoute(1, 1)], ['b', aRoute(2, 0)])).toBe('a');
  });

  it('takes the later name where the times are the same', () => {
    expect(winner(['b', aRoute(1, 1)], ['a', aRoute(1, 1)])).toBe('b');
  });

  it('has no phases where there are no studies', () => {
    expect(mergeRouting([])).toEqual({ schemaVersion: 1, phases: {} });
  });
});
