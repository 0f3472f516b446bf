import { runPhaseCycle } from '../../src/loop/run-phase-cycle';
import { batchOf } from '../../src/runs/gate-evidence';
import type { Spec } from '../../src/spec/spec';
import { withBaseline } from '../../src/study/tried';
import { rowsOf, summaryOf } from '../support/evaluation-summary';
import { type Play, type PlayedDesk, playedDesk } from './support/played-desk';

const ITEMS = 6;
const input = {
  baseline: { model: 'lfm', retries: 0 },
  factors: { retries: [0, 1] },
  generators: ['retries'],
  cooldown: '72h',
};

/** So many items right in every run of a spec with these retries. */
function shows(right: Readonly<Record<number, number>>): Play {
  return ({ retries }) => 'P'.repeat(right[retries] ?? 0).padEnd(ITEMS, 'W');
}

interface Resting {
  readonly play: Play;
  /** Items that the route promised. */
  readonly promised: number;
  readonly now?: string;
  readonly intervened?: string;
  readonly previous?: boolean;
}

/** A study at its ceiling: `retries 1` replaced `retries 0`, nothing is left to try, and it has just woken. */
function resting({
  play,
  promised,
  now = '2026-03-10T00:00:00.000Z',
  ...rest
}: Resting): PlayedDesk {
  const desk = playedDesk(input, play, { rested: { now: () => now } });
  const first = desk.phase();
  const promoted: Spec = { ...first.baseline, retries: 1 };
  const after = withBaseline(first, promoted, { cycle: 1, decision: 'c1/atomic/e1/decided' });
  const { previous, ...alone } = after;
  const evidence = [
    batchOf(
      summaryOf(
        rowsOf(
          Array.from({ length: 7 }, () => promised),
          ITEMS,
        ),
      ),
    ),
  ];
  desk.setPhase({
    ...(rest.previous === false ? alone : { ...alone, previous: previous ?? first.baseline }),
    ...(rest.intervened !== undefined && { intervened: rest.intervened }),
    accuracy: promised / ITEMS,
    gated: { ...desk.phase().gated, evidence },
  });
  return desk;
}

const watchedBy = ({ events }: PlayedDesk) => events.find(({ type }) => type === 'route-watched');
const retriesOf = (desk: PlayedDesk): number => desk.phase().baseline.retries;

describe('a route after a rest', () => {
  it('stays where it shows what it promised', async () => {
    const desk = resting({ play: shows({ 0: 3, 1: 5 }), promised: 5 });
    await runPhaseCycle(desk);
    expect(watchedBy(desk)).toMatchObject({ verdict: 'as-promised', summaries: [] });
    expect(desk.phase()).toMatchObject({ watched: { verdict: 'as-promised' } });
    expect(desk.phase()).not.toHaveProperty('intervened');
    expect(desk.ledger().epoch).toBe(1);
    expect(desk.made[0]).toBe('e0-baseline 7');
    expect(desk.made.filter((each) => each.startsWith('watch'))).toEqual([]);
  });

  it('goes back to the one before where that is certainly better now', async () => {
    const desk = resting({ play: shows({ 0: 4, 1: 2 }), promised: 5 });
    expect(await runPhaseCycle(desk)).toBe(true);
    expect(watchedBy(desk)).toMatchObject({
      verdict: 'rolled-back',
      from: { retries: 1 },
      to: { retries: 0 },
      reason: expect.stringMatching(
        /0\.333 against 0\.833 .*; the route before it, run again beside it: \+0\.333 in 7 fresh runs of each/,
      ),
      summaries: [{ spec: { retries: 1 } }, { spec: { retries: 0 } }],
    });
    expect(retriesOf(desk)).toBe(0);
    expect(desk.made.slice(0, 4)).toEqual([
      'e0-baseline 7',
      'watch-today 7',
      'watch-before 7',
      'e0-rolled-back 7',
    ]);
    // Drift re-opens the error budget; what was decided against the other route may be tried again.
    expect(desk.ledger().epoch).toBe(2);
    expect(desk.phase().previous).toBeUndefined();
    expect(desk.phase().intervened).toBe('2026-03-10T00:00:00.000Z');
  });

  it('searches again where the one before is not certainly better', async () => {
    const desk = resting({ play: shows({ 0: 2, 1: 2 }), promised: 5 });
    await runPhaseCycle(desk);
    expect(watchedBy(desk)).toMatchObject({
      verdict: 're-opened',
      reason: expect.stringMatching(/^searches again: .* \+0\.000 in 7 fresh runs of each/),
    });
    expect(retriesOf(desk)).toBe(1);
    expect(desk.ledger().epoch).toBe(2);
  });

  it('searches again where there is none before it', async () => {
    const desk = resting({ play: shows({ 0: 4, 1: 2 }), promised: 5, previous: false });
    await runPhaseCycle(desk);
    expect(watchedBy(desk)).toMatchObject({
      verdict: 're-opened',
      reason: expect.stringMatching(/no route before it to go back to$/),
    });
  });

  it('searches again, and compares nothing, where it shows more than it promised', async () => {
    const desk = resting({ play: shows({ 0: 4, 1: 6 }), promised: 4 });
    await runPhaseCycle(desk);
    expect(watchedBy(desk)).toMatchObject({ verdict: 're-opened', summaries: [] });
    expect(desk.made.filter((each) => each.startsWith('watch'))).toEqual([]);
  });

  it.each([
    { hours: 71, verdict: 'cooling-down' },
    { hours: 73, verdict: 'rolled-back' },
  ])('$hours h after it was last done something about: $verdict', async ({ hours, verdict }) => {
    const intervened = '2026-03-10T00:00:00.000Z';
    const now = new Date(Date.parse(intervened) + hours * 3_600_000).toISOString();
    const desk = resting({ play: shows({ 0: 4, 1: 2 }), promised: 5, intervened, now });
    await runPhaseCycle(desk);
    expect(watchedBy(desk)).toMatchObject({ verdict });
    expect(retriesOf(desk)).toBe(verdict === 'rolled-back' ? 0 : 1);
  });

  it('is held against what it promised first: a slow decline does not move the mark', async () => {
    const desk = resting({ play: shows({ 0: 3, 1: 5 }), promised: 5 });
    await runPhaseCycle(desk);
    const { promise } = desk.phase().gated;
    expect(promise).toEqual({ runs: 7, passesByItem: '777770' });
    await runPhaseCycle(desk);
    expect(desk.phase().gated.promise).toEqual(promise);
    expect(desk.phase().gated.evidence.length).toBeGreaterThan(1);
  });
});
