import type { Row } from '../cell';
import { legend, legendHeight } from './legend';
import type { Plot } from './plot';
import { colourOf, element, label, picture } from './svg';

const PANELS_ACROSS = 3;
const PANEL = { width: 320, height: 200 };
const INSET = { left: 44, right: 12, top: 28, bottom: 34 };
const INNER = {
  width: PANEL.width - INSET.left - INSET.right,
  height: PANEL.height - INSET.top - INSET.bottom,
};

type Curves = Extract<Plot, { kind: 'curves' }>;

interface Curve {
  readonly panel: string;
  readonly name: string;
  /** Shares, the first after one step. */
  readonly shares: readonly number[];
}

/** A panel per landscape; a curve per searcher says in which share of studies it had a best spec after so many runs. */
export function curvePlot({ title, step, axis }: Curves, rows: readonly Row[]): string {
  const curves = rows.flatMap(curveOf);
  const names = [...new Set(curves.map(({ name }) => name))];
  const panels = [...new Set(curves.map(({ panel }) => panel))];
  const most = Math.max(1, ...curves.map(({ shares }) => shares.length)) * step;
  const top = 50 + legendHeight(names);
  const height = top + Math.ceil(panels.length / PANELS_ACROSS) * PANEL.height;
  return picture(PANELS_ACROSS * PANEL.width, height, [
    label(title, { x: 20, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    ...legend(names, 28, 48),
    ...panels.flatMap((panel, place) => {
      const frame: Frame = {
        left: (place % PANELS_ACROSS) * PANEL.width + INSET.left,
        top: top + Math.floor(place / PANELS_ACROSS) * PANEL.height + INSET.top,
        most,
      };
      return [
        ...drawnFrame(frame, panel, axis),
        ...curves
          .filter((curve) => curve.panel === panel)
          .map((curve) =>
            drawnCurve(curve, { frame, step, colour: colourOf(names.indexOf(curve.name)) }),
          ),
      ];
    }),
  ]);
}

/** `unique det 12, random, 1 run`: the panel, and all that follows the first comma. */
function curveOf(row: Row): readonly Curve[] {
  const shares = row['curve'];
  if (!Array.isArray(shares)) return [];
  const [panel = '', ...name] = row.cell.split(', ');
  return [{ panel, name: name.join(', '), shares: shares.map(Number) }];
}

/** Where a panel's zero is, in pixels, and how many runs it is wide. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly most: number;
}

function drawnFrame(frame: Frame, panel: string, axis: string): readonly string[] {
  const grey = '#dddddd';
  const [x1, x2] = [frame.left, frame.left + INNER.width];
  return [
    label(panel, { x: frame.left, y: frame.top - 8, 'font-weight': 'bold' }),
    ...[0, 0.5, 1].flatMap((share) => {
      const y = down(share, frame);
      return [
        element('line', { x1, x2, y1: y, y2: y, stroke: grey }),
        label(share.toFixed(1), { x: frame.left - 6, y: y + 4, 'text-anchor': 'end' }),
      ];
    }),
    ...[0, 1 / 3, 2 / 3, 1].map((part) =>
      label(`${Math.round(part * frame.most)}${part === 1 ? ` ${axis}` : ''}`, {
        x: frame.left + part * INNER.width,
        y: frame.top + INNER.height + 16,
        'text-anchor': part === 1 ? 'end' : 'middle',
      }),
    ),
  ];
}

function drawnCurve(
  { shares }: Curve,
  {
    frame,
    step,
    colour,
  }: { readonly frame: Frame; readonly step: number; readonly colour: string },
): string {
  const points = shares.map((share, place) => {
    const x = frame.left + (((place + 1) * step) / frame.most) * INNER.width;
    return `${x.toFixed(1)},${down(share, frame).toFixed(1)}`;
  });
  const line = { points: points.join(' '), fill: 'none', stroke: colour, 'stroke-width': 1.6 };
  return element('polyline', line);
}

function down(share: number, { top }: Frame): number {
  return top + (1 - share) * INNER.height;
}
