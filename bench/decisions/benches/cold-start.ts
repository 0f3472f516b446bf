import { type Bench, type Cell, seedsFrom } from '../cell';
import { playRatchet } from '../players/ratchet';
import { studyFor } from '../players/study-for';
import { makeWorld, type Noise } from '../world';
import { WorldDesk } from '../world-desk';

/** Is a cold start diagnosed where the first two runs of every evaluation fail, and only there; and is the best spec reached? */
export const coldStart: Bench = {
  cells: (['det', 'mild', 'strong'] as const).flatMap((noise) =>
    [12, 50].map((items) => cellOf(noise, items)),
  ),
  columns: ['studies', 'diagnosed', 'false alarms', 'best within 300', 'median runs to the best'],
};

function cellOf(noise: Noise, items: number): Cell {
  return {
    name: `${noise} ${items}`,
    play: async ({ studies, seed }) => {
      let [diagnosed, alarms] = [0, 0];
      const at: number[] = [];
      for (const each of seedsFrom(seed, studies)) {
        const plan = { ground: 'additive', noise, items, seed: each } as const;
        diagnosed += Number(await isDiagnosed({ ...plan, coldStart: true }));
        alarms += Number(await isDiagnosed({ ...plan, coldStart: false }));
        const world = makeWorld({ ...plan, coldStart: true });
        const policy = { strategy: 'screen' };
        const play = await playRatchet(world, { seed: each, budget: 300, cycles: 200, policy });
        at.push(play.bestAt ?? Infinity);
      }
      const sorted = at.toSorted((a, b) => a - b);
      const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity;
      return {
        studies,
        diagnosed: diagnosed / studies,
        'false alarms': alarms / studies,
        'best within 300': at.filter((each) => each <= 300).length / studies,
        'median runs to the best': Number.isFinite(middle) ? middle : 'never in half',
      };
    },
  };
}

/** Of the first evaluation of the first baseline. */
async function isDiagnosed(plan: Parameters<typeof makeWorld>[0]): Promise<boolean> {
  const world = makeWorld(plan);
  const desk = new WorldDesk(world, studyFor(world, plan.seed, {}), {
    seed: plan.seed,
    budget: 100,
  });
  const measured = await desk.measureBaseline({ name: 'e0', runs: 7 });
  return measured?.kind === 'measured' && measured.summary.diagnosis.class === 'cold-start';
}
