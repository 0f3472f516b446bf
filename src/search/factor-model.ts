import type { Levels } from './search-space';

/**
 * What two specs have in common, in squares of accuracy: a part that all specs share, one for each factor in which they agree,
 * one for each pair of factors in which they agree in both (changes that help only together), and one of each spec's own.
 */
export const KERNEL = { shared: 0.09, factor: 0.0225, pair: 0.0009, own: 0.0004 };

/** Accuracy expected of a spec of which nothing is known. */
export const PRIOR_MEAN = 0.5;

/** More measured specs than this are not taken into the model: its cost grows with their cube. */
export const MAX_OBSERVATIONS = 150;

/** What was measured of one spec. */
export interface Observation {
  readonly levels: Levels;
  /** At least 1. */
  readonly runs: number;
  /** Mean accuracy of these runs, in [0, 1]. */
  readonly mean: number;
}

/** The model's input. */
export interface Measured {
  /** At most `MAX_OBSERVATIONS`, no two of the same spec. */
  readonly observations: readonly Observation[];
  /** Variance of one run's accuracy around its spec's mean, above 0. */
  readonly runVariance: number;
  /** Places of the factors that count. */
  readonly varied: readonly number[];
}

/**
 * A Gaussian process over specs, fitted to what was measured: what it expects of any spec, and how sure it is.
 * Deterministic: no randomness, only + - x / and square root.
 *
 * @see Rasmussen, Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1
 */
export interface FactorModel extends Measured {
  /** Lower triangle of the Cholesky factor, row after row. */
  readonly triangle: Float64Array;
  /** What each observation contributes, per unit of likeness. */
  readonly weights: Float64Array;
}

/** An expected accuracy (not cut to [0, 1]) with its standard deviation. */
export interface Prediction {
  readonly mean: number;
  readonly sd: number;
}

export function fitFactorModel(measured: Measured): FactorModel {
  const { observations, runVariance } = measured;
  const triangle = new Float64Array(rowStart(observations.length));
  for (const [row, { levels, runs }] of observations.entries()) {
    const likeness = likenessTo(measured, levels, row);
    const solved = solveLower(triangle, likeness);
    triangle.set(solved, rowStart(row));
    const left = likenessOf(levels, levels, measured.varied) + runVariance / runs - square(solved);
    triangle[rowStart(row) + row] = Math.sqrt(Math.max(left, 1e-12));
  }
  const surprises = Float64Array.from(observations, ({ mean }) => mean - PRIOR_MEAN);
  const weights = solveUpper(triangle, solveLower(triangle, surprises));
  return { ...measured, triangle, weights };
}

/** What the model expects of a spec. */
export function predict(model: FactorModel, levels: Levels): Prediction {
  return predictContrast(model, [{ levels, weight: 1 }]);
}

/** How much better it expects `spec` to be than `other`: their errors go together where they share factors. */
export function predictGain(model: FactorModel, spec: Levels, other: Levels): Prediction {
  return predictContrast(model, [
    { levels: spec, weight: 1 },
    { levels: other, weight: -1 },
  ]);
}

/** What it expects of a weighted sum of specs. */
export function predictContrast(
  model: FactorModel,
  terms: readonly { readonly levels: Levels; readonly weight: number }[],
): Prediction {
  const likeness = new Float64Array(model.observations.length);
  let before = 0;
  let mean = 0;
  for (const { levels, weight } of terms) {
    mean += weight * PRIOR_MEAN;
    for (const [place, each] of likenessTo(model, levels).entries()) {
      likeness[place] = (likeness[place] ?? 0) + weight * each;
    }
    for (const other of terms) {
      before += weight * other.weight * likenessOf(levels, other.levels, model.varied);
    }
  }
  const variance = before - square(solveLower(model.triangle, likeness));
  return { mean: mean + inner(likeness, model.weights), sd: Math.sqrt(Math.max(variance, 0)) };
}

/** The likeness of a spec to each of the first `count` observations. */
export function likenessTo(
  { observations, varied }: Measured,
  levels: Levels,
  count: number = observations.length,
): Float64Array {
  const likeness = new Float64Array(count);
  for (const [place, { levels: other }] of observations.slice(0, count).entries()) {
    likeness[place] = likenessOf(levels, other, varied);
  }
  return likeness;
}

/** The prior covariance of two specs. */
export function likenessOf(left: Levels, right: Levels, varied: readonly number[]): number {
  let equal = 0;
  for (const place of varied) if (left[place] === right[place]) equal += 1;
  const own = equal === varied.length ? KERNEL.own : 0;
  return KERNEL.shared + KERNEL.factor * equal + (KERNEL.pair * equal * (equal - 1)) / 2 + own;
}

/** Solves triangle x = right for as many rows as `right` has. */
export function solveLower(triangle: Float64Array, right: Float64Array): Float64Array {
  const solution = new Float64Array(right.length);
  for (let row = 0; row < right.length; row += 1) {
    const start = rowStart(row);
    let left = right[row] ?? 0;
    for (let column = 0; column < row; column += 1) {
      left -= (triangle[start + column] ?? 0) * (solution[column] ?? 0);
    }
    solution[row] = left / (triangle[start + row] ?? 1);
  }
  return solution;
}

/** Solves (transposed triangle) x = right. */
function solveUpper(triangle: Float64Array, right: Float64Array): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = right.length - 1; row >= 0; row -= 1) {
    const start = rowStart(row);
    const value = (solution[row] ?? 0) / (triangle[start + row] ?? 1);
    solution[row] = value;
    for (let column = 0; column < row; column += 1) {
      solution[column] = (solution[column] ?? 0) - (triangle[start + column] ?? 0) * value;
    }
  }
  return solution;
}

/** Where a row of the triangle begins; for the number of rows, its size. */
export function rowStart(row: number): number {
  return (row * (row + 1)) / 2;
}

export function inner(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let place = 0; place < left.length; place += 1) {
    sum += (left[place] ?? 0) * (right[place] ?? 0);
  }
  return sum;
}

function square(vector: Float64Array): number {
  return inner(vector, vector);
}
