import { SEARCH_BUDGET } from '../search-cells';
import type { World } from '../world';
import { playPlain } from './plain';
import type { Play } from './play';
import { playRandom } from './random';
import { playRatchet } from './ratchet';

const CYCLES = 200;

/** Those that search the same worlds with the same budget, by name. */
export const SEARCH_PLAYERS: Readonly<
  Record<string, (world: World, seed: number) => Promise<Play> | Play>
> = {
  'ratchet, screen': (world, seed) => ratchet(world, seed, { strategy: 'screen' }),
  'ratchet, screen, determinism auto': (world, seed) =>
    ratchet(world, seed, { strategy: 'screen', determinism: 'auto' }),
  'ratchet, gate-all': (world, seed) => ratchet(world, seed, { strategy: 'gate-all' }),
  "the seed's loop, G2 off": (world, seed) =>
    playPlain(world, { seed, budget: SEARCH_BUDGET, cycles: CYCLES, stabilityGate: false }),
  'random, 1 run': (world, seed) => playRandom(world, { seed, budget: SEARCH_BUDGET }),
};

function ratchet(world: World, seed: number, policy: Readonly<Record<string, unknown>>) {
  return playRatchet(world, { seed, budget: SEARCH_BUDGET, cycles: CYCLES, policy });
}
