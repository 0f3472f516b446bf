/** A difference in accuracy in three digits: `+0.167`, `-0.024`, `0.000`. */
export function signed(gain: number): string {
  return `${gain > 0 ? '+' : ''}${gain.toFixed(3)}`;
}
