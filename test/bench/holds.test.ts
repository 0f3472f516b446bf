import { playRatchet } from '../../bench/decisions/players/ratchet';
import { makeWorld } from '../../bench/decisions/world';

describe('a study that holds more candidates than its state has room for', () => {
  it('decides about each of them, and comes to its end', async () => {
    // Many specs are a little better than this world's baseline: too little for seven runs to show.
    const world = makeWorld({ ground: 'additive', noise: 'mild', items: 12, seed: 30_002 });
    const cycles = 120;
    const policy = { strategy: 'screen' };
    const play = await playRatchet(world, { seed: 30_002, budget: 10_000, cycles, policy });
    const { opened, decided, ranOut, superseded } = play.holds;
    expect(opened).toBeGreaterThan(10);
    expect(decided + ranOut + superseded).toBe(opened);
    // One run of the baseline per cycle at least: it did not go on to the last of them.
    expect(play.runs).toBeLessThan(800);
  });
});
