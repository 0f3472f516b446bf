import { type Bench, type Cell, seedsFrom } from '../cell';
import { playPlain } from '../players/plain';
import type { Play } from '../players/play';
import { playRandom } from '../players/random';
import { playRatchet } from '../players/ratchet';
import { type Ground, makeWorld, type Noise, type World } from '../world';

const BUDGET = 300;
const CYCLES = 200;

interface Ground_ {
  readonly ground: Ground;
  readonly noise: Noise;
  readonly items: number;
}

const GROUNDS: readonly Ground_[] = (
  ['unique', 'additive', 'interaction', 'rugged'] as const
).flatMap((ground) => [
  ...(['det', 'mild', 'strong'] as const).map((noise) => ({ ground, noise, items: 12 })),
  { ground, noise: 'strong', items: 50 },
]);
const LARGE: readonly Ground_[] = (['det', 'mild', 'strong'] as const).map((noise) => ({
  ground: 'large',
  noise,
  items: 12,
}));

const PLAYERS: Readonly<Record<string, (world: World, seed: number) => Promise<Play> | Play>> = {
  'ratchet, screen': (world, seed) => ratchet(world, seed, { strategy: 'screen' }),
  'ratchet, screen, determinism auto': (world, seed) =>
    ratchet(world, seed, { strategy: 'screen', determinism: 'auto' }),
  'ratchet, gate-all': (world, seed) => ratchet(world, seed, { strategy: 'gate-all' }),
  "the seed's loop, G2 off": (world, seed) =>
    playPlain(world, { seed, budget: BUDGET, cycles: CYCLES, stabilityGate: false }),
  'random, 1 run': (world, seed) => playRandom(world, { seed, budget: BUDGET }),
};

function ratchet(world: World, seed: number, policy: Readonly<Record<string, unknown>>) {
  return playRatchet(world, { seed, budget: BUDGET, cycles: CYCLES, policy });
}

/** Runs until one of the best specs is found; certified for Ratchet, an incumbent without certificate for the others. */
export const search: Bench = {
  cells: [...GROUNDS, ...LARGE].flatMap((ground) =>
    Object.keys(PLAYERS)
      .filter((player) => ground.noise === 'det' || !player.includes('determinism'))
      .map((player) => cellOf(ground, player)),
  ),
  columns: ['studies', 'median runs to the best', 'best within 100', 'best within 300', 'mean gap'],
};

function cellOf({ ground, noise, items }: Ground_, player: string): Cell {
  return {
    name: `${ground} ${noise} ${items}, ${player}`,
    play: async ({ studies, seed }) => {
      const plays: Play[] = [];
      for (const each of seedsFrom(seed, studies)) {
        const play = PLAYERS[player];
        const world = makeWorld({ ground, noise, items, seed: each });
        if (play) plays.push(await play(world, each));
      }
      const at = plays.map(({ bestAt }) => bestAt ?? Infinity).toSorted((a, b) => a - b);
      const middle = at[Math.floor((at.length - 1) / 2)] ?? Infinity;
      const within = (runs: number): number =>
        at.filter((each) => each <= runs).length / plays.length;
      return {
        studies,
        'median runs to the best': Number.isFinite(middle) ? middle : 'never in half',
        'best within 100': within(100),
        'best within 300': within(300),
        'mean gap': plays.reduce((sum, { gap }) => sum + gap, 0) / plays.length,
      };
    },
  };
}
