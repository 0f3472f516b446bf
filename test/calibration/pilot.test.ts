import { parsePilot } from '../../src/calibration/parse-pilot';
import { pilotFromEvents } from '../../src/calibration/pilot-from-events';
import type { EventBody } from '../../src/history/study-event';
import { describeIssues } from '../../src/input-issue';
import { admission, aSpec, aSummary, eventsOf } from '../history/study-events';

const SPEC = {
  specId: 'lfm/mine/native_api/t60/r1/i0/w0/T0',
  runs: 3,
  passesByItem: [3, 2, 0, 1],
  passesByRun: [2, 2, 2],
};
const PILOT = { schemaVersion: 1, suite: { name: 'mine', sha256: 'ab' }, items: 4, specs: [SPEC] };

describe('parsePilot()', () => {
  it('reads what was saved', () => {
    expect(parsePilot(PILOT)).toEqual({ ok: true, value: PILOT });
  });

  it.each([
    { change: { passesByRun: [2, 2, 1] }, says: 'specs[0].passesByRun: expected 6 in all' },
    { change: { passesByRun: [4, 2] }, says: 'specs[0].passesByRun: expected 3 numbers' },
    { change: { passesByItem: [4, 2, 0, 0] }, says: 'specs[0].passesByItem: expected at most 3' },
    { change: { passesByItem: [3, 3] }, says: 'specs[0].passesByItem: expected 4 numbers' },
    { change: { runs: 1 }, says: 'specs[0].runs: expected a whole number from 2' },
  ])('refuses numbers that do not belong together: $says', ({ change, says }) => {
    const parsed = parsePilot({ ...PILOT, specs: [{ ...SPEC, ...change }] });
    expect(parsed.ok ? '' : describeIssues(parsed.issues)).toContain(says);
  });
});

describe('pilotFromEvents()', () => {
  const [old, now] = [aSpec(), aSpec({ variant: 'atomic' })];
  const measured = (cycle: number, spec = now): [number, EventBody] => {
    const summary = aSummary(spec, `s/c${cycle}/${spec.phase}/e0`);
    return [cycle, { type: 'baseline-measured', phase: spec.phase, summary }];
  };
  const events = eventsOf('s', [
    [1, admission('s', [{ phase: 'atomic', spec: old, fallbacks: [] }])],
    measured(1, old),
    measured(2),
    measured(3),
  ]);

  it('takes the newest runs of the present baseline together, and none of those before it', () => {
    const found = pilotFromEvents(events, null);
    const one = aSummary(now, '');
    expect(found).toMatchObject({
      ok: true,
      phase: 'atomic',
      pilot: { items: one.items, specs: [{ specId: one.specId, runs: 2 * one.runs }] },
    });
    expect(parsePilot(found.ok ? found.pilot : null).ok).toBe(true);
  });

  it('uses at most 28 runs', () => {
    const many = eventsOf(
      's',
      Array.from({ length: 9 }, (_, cycle) => measured(cycle + 1)),
    );
    const found = pilotFromEvents(many, 'atomic');
    const runs = found.ok ? (found.pilot.specs[0]?.runs ?? 0) : 0;
    expect(runs).toBeLessThanOrEqual(28);
    expect(runs).toBeGreaterThan(14);
  });

  it.each([
    { given: [], asked: null, reason: 'no baseline was measured' },
    { given: events, asked: 'extended', reason: 'it has no phase "extended": atomic' },
    {
      given: [...events, ...eventsOf('s', [measured(4, aSpec({ phase: 'extended' }))])],
      asked: null,
      reason: 'say which of its phases: atomic, extended',
    },
  ])('says why it cannot: $reason', ({ given, asked, reason }) => {
    const found = pilotFromEvents(given, asked);
    expect(found.ok ? '' : found.reason).toContain(reason);
  });
});
