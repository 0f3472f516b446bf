/** A distribution over whole numbers: `weights[k]` is the chance of `lowest + k`. */
export interface Distribution {
  readonly lowest: number;
  readonly weights: Float64Array;
}

/**
 * How many of `marked` balls are among `drawn` of `all`?
 *
 * By the ratio of neighbouring chances, normalised at the end: products and quotients alone, the same to the bit everywhere.
 *
 * @param all - at least 1
 * @param marked - in [0, all]
 * @param drawn - in [0, all]
 */
export function hypergeometric(all: number, marked: number, drawn: number): Distribution {
  const lowest = Math.max(0, marked + drawn - all);
  const highest = Math.min(marked, drawn);
  const weights = new Float64Array(highest - lowest + 1);
  let weight = 1;
  let sum = 0;
  for (let count = lowest; count <= highest; count += 1) {
    weights[count - lowest] = weight;
    sum += weight;
    weight *=
      ((drawn - count) * (marked - count)) / ((count + 1) * (all - drawn - marked + count + 1));
  }
  for (let place = 0; place < weights.length; place += 1) {
    weights[place] = (weights[place] ?? 0) / sum;
  }
  return { lowest, weights };
}
