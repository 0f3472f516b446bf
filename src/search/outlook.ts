import {
  type FactorModel,
  inner,
  likenessOf,
  likenessTo,
  PRIOR_MEAN,
  solveLower,
} from './factor-model';
import type { Levels } from './search-space';

/** What the model expects of each spec of a pool, kept so that a measurement still to come can be taken into account. */
export interface Outlook {
  readonly model: FactorModel;
  readonly pool: readonly Levels[];
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** Per spec its solved likeness to every observation, and then to every pick. */
  readonly explained: readonly Float64Array[];
  readonly picks: readonly number[];
}

/** Looks at the whole pool. At most `mostPicks` measurements can be imagined on top of it. */
export function outlookOf(model: FactorModel, pool: readonly Levels[], mostPicks: number): Outlook {
  const known = model.observations.length;
  const means = new Float64Array(pool.length);
  const variances = new Float64Array(pool.length);
  const explained = pool.map((levels, place) => {
    const likeness = likenessTo(model, levels);
    const solved = solveLower(model.triangle, likeness);
    means[place] = PRIOR_MEAN + inner(likeness, model.weights);
    variances[place] = Math.max(
      likenessOf(levels, levels, model.varied) - inner(solved, solved),
      0,
    );
    const row = new Float64Array(known + mostPicks);
    row.set(solved);
    return row;
  });
  return { model, pool, means, variances, explained, picks: [] };
}

/** The outlook after `runs` more runs of the spec at this place, should they show what the model expects: only the spreads shrink. */
export function imagined(outlook: Outlook, pick: number, runs: number): Outlook {
  const { model, pool, explained, picks } = outlook;
  const levels = pool[pick] ?? [];
  const row = explained[pick] ?? new Float64Array();
  const column = model.observations.length + picks.length;
  const scale = Math.sqrt((outlook.variances[pick] ?? 0) + model.runVariance / runs);
  const variances = outlook.variances.map((variance, place) => {
    const other = explained[place];
    if (other === undefined) return variance;
    const together = likenessOf(levels, pool[place] ?? [], model.varied) - inner(row, other);
    const share = together / scale;
    other[column] = share;
    return Math.max(variance - share * share, 0);
  });
  return { ...outlook, variances, picks: [...picks, pick] };
}
