import { colourOf, element, label, picture } from '../decisions/plots/svg';
import type { CycleFigures } from './cycle-figures';
import { type Figure, median } from './deciles';

const ACROSS = 3;
const PANEL = { width: 320, height: 170 };
const INSET = { left: 52, right: 12, top: 28, bottom: 30 };
const INNER = {
  width: PANEL.width - INSET.left - INSET.right,
  height: PANEL.height - INSET.top - INSET.bottom,
};

/** What is drawn, with its unit. */
const PANELS: readonly (readonly [Figure, string])[] = [
  ['seconds', 'time, seconds'],
  ['events', 'history events'],
  ['historyKiB', 'history, KiB'],
  ['carriedKiB', 'carried state, KiB'],
  ['workerMiB', 'worker memory, MiB'],
  ['serverMiB', 'server memory, MiB'],
  ['files', 'files'],
  ['fileKiB', 'files, KiB'],
  ['writeMs', 'one write to the log, ms'],
];

/** A panel per figure, from zero: a dot per cycle, and the median of the fifty cycles around it as a line. */
export function trendPlot(title: string, figures: readonly CycleFigures[]): string {
  const height = 40 + Math.ceil(PANELS.length / ACROSS) * PANEL.height;
  return picture(ACROSS * PANEL.width, height, [
    label(title, { x: 20, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    ...PANELS.flatMap(([figure, name], place) => panel(figures, { figure, name, place })),
  ]);
}

interface Panel {
  readonly figure: Figure;
  readonly name: string;
  readonly place: number;
}

function panel(
  figures: readonly CycleFigures[],
  { figure, name, place }: Panel,
): readonly string[] {
  const left = (place % ACROSS) * PANEL.width + INSET.left;
  const top = 40 + Math.floor(place / ACROSS) * PANEL.height + INSET.top;
  const values = figures.map((each) => each[figure]);
  const most = ceilingOf(values);
  const last = figures.at(-1)?.cycle ?? 1;
  const point = (cycle: number, value: number) => ({
    x: left + (cycle / last) * INNER.width,
    y: top + (1 - Math.min(1, value / most)) * INNER.height,
  });
  const dots = figures
    .map(({ cycle }, index) => ({ cycle, value: values[index] ?? NaN }))
    .filter(({ value }) => Number.isFinite(value));
  const line = dots.map(({ cycle }, index) => {
    const { x, y } = point(cycle, smoothed(dots, index));
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return [
    label(name, { x: left, y: top - 8, 'font-weight': 'bold' }),
    ...[0, 0.5, 1].flatMap((share) => axisLine({ left, top, share, most })),
    ...[1, last].map((cycle) =>
      label(String(cycle), {
        x: point(cycle, 0).x,
        y: top + INNER.height + 16,
        'text-anchor': 'middle',
      }),
    ),
    ...dots.map(({ cycle, value }) => {
      const { x, y } = point(cycle, value);
      return element('circle', { cx: x, cy: y, r: 1, fill: colourOf(5) });
    }),
    element('polyline', {
      points: line.join(' '),
      fill: 'none',
      stroke: colourOf(0),
      'stroke-width': 1.6,
    }),
  ];
}

/** The median of the fifty cycles around one. */
function smoothed(dots: readonly { readonly value: number }[], index: number): number {
  return median(dots.slice(Math.max(0, index - 25), index + 25).map(({ value }) => value));
}

function axisLine({
  left,
  top,
  share,
  most,
}: Readonly<Record<'left' | 'top' | 'share' | 'most', number>>): readonly string[] {
  const y = top + (1 - share) * INNER.height;
  return [
    element('line', { x1: left, x2: left + INNER.width, y1: y, y2: y, stroke: '#dddddd' }),
    label(told(share * most), { x: left - 6, y: y + 4, 'text-anchor': 'end' }),
  ];
}

/** Above nearly all values, whatever one odd cycle took. */
function ceilingOf(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const high = (sorted[Math.floor(sorted.length * 0.98)] ?? 1) * 1.2;
  return high > 0 ? high : 1;
}

function told(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(1);
}
