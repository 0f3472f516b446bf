import { type Bench, type Cell, seedsFrom } from '../cell';
import { medianFirst } from '../course-figures';
import type { Play } from '../players/play';
import { playRatchet } from '../players/ratchet';
import { isAtBestAfter } from '../players/standing';
import { studyFor } from '../players/study-for';
import { intervalText, upperLimit } from '../upper-limit';
import { makeWorld, type Noise } from '../world';
import { WorldDesk } from '../world-desk';

const BUDGET = 300;

const GROUNDS = (['det', 'mild', 'strong'] as const).flatMap((noise) =>
  [12, 50].map((items) => ({ noise, items })),
);

/** Is a cold start diagnosed where the first two runs of every evaluation fail, and only there; and is the best spec reached? */
export const coldStart: Bench = {
  cells: [...GROUNDS.map(diagnosisCell), ...GROUNDS.map(studyCell)],
  columns: [
    'studies',
    'diagnosed',
    'diagnosed, 95 %',
    'false alarms',
    'false alarms, upper 95 %',
    'best within 300',
    'median runs to the best',
  ],
  plot: {
    kind: 'dots',
    title: 'Cold starts: diagnosed, and false alarms where there is none (simulated)',
    series: [
      { column: 'diagnosed' },
      { column: 'false alarms', upTo: 'false alarms, upper 95 %' },
      { column: 'best within 300' },
    ],
    aim: 0.99,
  },
};

interface Ground {
  readonly noise: Noise;
  readonly items: number;
}

/** First evaluations alone, of worlds with a cold start and of the same worlds without. */
function diagnosisCell({ noise, items }: Ground): Cell {
  return {
    name: `${noise} ${items}, first evaluations`,
    play: async ({ studies, seed }) => {
      let [diagnosed, alarms] = [0, 0];
      for (const each of seedsFrom(seed, studies)) {
        const plan = { ground: 'additive', noise, items, seed: each } as const;
        diagnosed += Number(await isDiagnosed({ ...plan, coldStart: true }));
        alarms += Number(await isDiagnosed({ ...plan, coldStart: false }));
      }
      return {
        studies,
        diagnosed: diagnosed / studies,
        'diagnosed, 95 %': intervalText(diagnosed, studies),
        'false alarms': alarms / studies,
        'false alarms, upper 95 %': upperLimit(alarms, studies),
      };
    },
  };
}

/** Whole studies, which have to mend the cold start first. */
function studyCell({ noise, items }: Ground): Cell {
  return {
    name: `${noise} ${items}, whole studies`,
    play: async ({ studies, seed }) => {
      const plays: Play[] = [];
      for (const each of seedsFrom(seed, studies)) {
        const plan = { ground: 'additive', noise, items, seed: each } as const;
        const world = makeWorld({ ...plan, coldStart: true });
        const policy = { strategy: 'screen' };
        plays.push(await playRatchet(world, { seed: each, budget: BUDGET, cycles: 200, policy }));
      }
      return {
        studies,
        'best within 300': plays.filter((play) => isAtBestAfter(play, BUDGET)).length / studies,
        'median runs to the best': medianFirst(plays),
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
