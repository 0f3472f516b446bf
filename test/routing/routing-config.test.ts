import { canonicalJsonLines } from '../../src/canonical-json';
import type { EventBody } from '../../src/history/study-event';
import { advanceRouting, type RoutingConfig } from '../../src/routing/routing-config';
import {
  admission,
  anEvent,
  aRecommendation,
  aSpec,
  aSummary,
  eventsOf,
} from '../history/study-events';

const atomic = { phase: 'atomic', spec: aSpec(), fallbacks: ['big', 'bigger'] };
const better = aSpec({ variant: 'atomic' });
const warmed = { ...better, warmup: 2 };
const recommendation = aRecommendation();
const promoted: EventBody = {
  type: 'baseline-promoted',
  phase: 'atomic',
  from: aSpec(),
  to: better,
  improvement: 1 / 6,
  decision: 'c1/atomic/e1-variant-atomic/decided',
  reason: 'Better in 7 of 7 runs',
};
const opened: EventBody = { type: 'trial-opened', recommendation, trial: warmed };
const summaries = [aSummary(better, 'old'), aSummary(warmed, 'new')];

function routing(...bodies: readonly EventBody[]): RoutingConfig {
  const events = eventsOf(
    'lfm',
    bodies.map((body) => [1, body]),
  );
  return events.reduce<RoutingConfig | undefined>(advanceRouting, undefined) ?? never();
}

function never(): never {
  throw new Error('No event was given');
}

describe('advanceRouting()', () => {
  it('keeps a route that was earned when the study starts once more from its own baseline', () => {
    const again = routing(admission('lfm', [atomic]), promoted, admission('lfm', [atomic]));
    expect(again.phases['atomic']).toMatchObject({
      specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
      sinceCycle: 1,
    });
    expect(again.state).toBe('live');
  });

  it('starts from the baselines that the study was admitted with', () => {
    expect(routing(admission('lfm', [atomic]))).toEqual({
      schemaVersion: 1,
      study: 'lfm',
      state: 'live',
      tunes: ['atomic'],
      phases: {
        atomic: {
          route: aSpec(),
          specId: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
          fallbacks: ['big', 'bigger'],
          sinceCycle: 0,
          decision: 'c1/n1/study-admitted',
          reason: 'The baseline that the study was given',
          measured: { at: '2026-01-01T00:01:00.000Z' },
        },
      },
    });
  });

  it('makes a promoted baseline the route, with the decision that earned it', () => {
    expect(routing(admission('lfm', [atomic]), promoted).phases['atomic']).toEqual({
      route: better,
      specId: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
      fallbacks: ['big', 'bigger'],
      sinceCycle: 1,
      decision: 'c1/atomic/e1-variant-atomic/decided',
      reason: 'Better in 7 of 7 runs',
      measured: { at: '2026-01-01T00:02:00.000Z' },
    });
  });

  it('shows a trial apart, and leaves the route as it is', () => {
    const config = routing(admission('lfm', [atomic]), promoted, opened);
    expect(config.phases['atomic']?.route).toEqual(better);
    expect(config.trial).toMatchObject({
      atomic: { route: warmed, recommendation: 'c1/atomic/cold-start' },
    });
  });

  it('is byte for byte what it was after a trial is undone', () => {
    const bodies = [admission('lfm', [atomic]), promoted];
    const undone: EventBody = { type: 'trial-undone', recommendation, trial: warmed, summaries };
    const after = routing(...bodies, opened, undone);
    expect(canonicalJsonLines(after)).toBe(canonicalJsonLines(routing(...bodies)));
  });

  it('keeps a trial of another phase when one is undone', () => {
    const other = aRecommendation({ phase: 'extended', id: 'c1/extended/flaky' });
    const config = routing(
      admission('lfm', [atomic]),
      opened,
      { type: 'trial-opened', recommendation: other, trial: warmed },
      { type: 'trial-undone', recommendation, trial: warmed, summaries },
    );
    expect(Object.keys(config.trial ?? {})).toEqual(['extended']);
  });

  it('makes a kept trial the route', () => {
    const config = routing(admission('lfm', [atomic]), promoted, opened, {
      type: 'trial-kept',
      recommendation: { ...recommendation, state: 'kept', measured: 0.3 },
      from: better,
      to: warmed,
      summaries,
    });
    expect(config).not.toHaveProperty('trial');
    expect(config.phases['atomic']).toMatchObject({
      route: warmed,
      sinceCycle: 1,
      decision: 'c1/n4/trial-kept',
      reason: recommendation.reason,
    });
  });

  it('leaves the fallbacks after the one that became the route', () => {
    const config = routing(admission('lfm', [atomic]), {
      ...promoted,
      to: aSpec({ model: 'big' }),
    });
    expect(config.phases['atomic']?.fallbacks).toEqual(['bigger']);
  });

  it('says of each route whether its answers are played from a table', () => {
    const config = routing(admission('lfm', [atomic], ['lfm']), promoted);
    expect(config).toMatchObject({
      simulatedModels: ['lfm'],
      phases: { atomic: { simulated: true } },
    });
    const real = routing(admission('lfm', [atomic], ['lfm']), {
      ...promoted,
      to: aSpec({ model: 'big' }),
    });
    expect(real.phases['atomic']).not.toHaveProperty('simulated');
  });

  it('keeps the record of a route that a new start goes on from, and no trial', () => {
    const before = routing(admission('lfm', [atomic]), promoted);
    const again = admission('lfm', [{ ...atomic, spec: better }]);
    expect(routing(admission('lfm', [atomic]), promoted, opened, again)).toEqual(before);
  });

  it('keeps the route of a phase that a new start does not tune', () => {
    const extended = { ...atomic, phase: 'extended', spec: aSpec({ phase: 'extended' }) };
    const config = routing(admission('lfm', [atomic]), admission('lfm', [extended]));
    expect(config.tunes).toEqual(['extended']);
    expect(Object.keys(config.phases)).toEqual(['atomic', 'extended']);
  });

  it('says how the study ended', () => {
    const ended: EventBody = { type: 'study-ended', state: 'budget-spent', reason: '40 runs' };
    const config = routing(admission('lfm', [atomic]), opened, ended);
    expect(config.state).toBe('budget-spent');
    expect(config).not.toHaveProperty('trial');
  });

  it('is the same object for an event that routes nothing', () => {
    const config = routing(admission('lfm', [atomic]));
    const control = { name: 'pause', applied: true, note: 'paused' };
    expect(advanceRouting(config, anEvent('lfm', [2, 1], { type: 'control', control }))).toBe(
      config,
    );
  });
});
