/** ln 2 in two parts: the first has few enough digits that small multiples of it are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TERMS = 16;
/** From here on e to the power x is less than the smallest number there is. */
const VANISHES = -746;

/**
 * e to the power x, by + - x / alone: `Math.exp` may differ in its last bits from one platform to the next.
 *
 * @param x - at most 700; below -740 the result is 0
 * @returns relative error below 1e-14
 */
export function exponential(x: number): number {
  if (x < VANISHES) return 0;
  const doublings = Math.round(x / (LN2_HIGH + LN2_LOW));
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW;
  let term = 1;
  let sum = 1;
  for (let power = 1; power <= TERMS; power += 1) {
    term = (term * rest) / power;
    sum += term;
  }
  return scaled(sum, doublings);
}

/** The value doubled so many times, or halved where the number is negative; both are exact. */
function scaled(value: number, doublings: number): number {
  let result = value;
  for (let count = 0; count < Math.abs(doublings) && result !== 0; count += 1) {
    result = doublings > 0 ? result * 2 : result / 2;
  }
  return result;
}
