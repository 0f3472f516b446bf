/** A small chance in two digits: `0.00029`, `3.1e-7`. */
export function scientific(p: number): string {
  if (p === 0) return '0';
  return p < 1e-5 ? p.toExponential(1) : String(Number(p.toPrecision(2)));
}
