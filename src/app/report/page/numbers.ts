/** How numbers are written in a report: three digits for shares, and no more than a reader can use. */

export function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(3);
}

/** With its sign. */
export function change(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && text !== '0.000' ? `−${text}` : `+${text}`;
}

export function chance(p: number): string {
  if (p >= 0.1) return p.toFixed(2);
  return p >= 0.0001 ? p.toPrecision(2) : p.toExponential(1);
}

export function milliseconds(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

export function dollars(value: number | null): string {
  return value === null ? '–' : `$${value.toFixed(value < 1 ? 4 : 2)}`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `2026-11-26 20:07 UTC`. */
export function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
