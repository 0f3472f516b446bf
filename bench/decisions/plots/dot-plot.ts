import type { Row } from '../cell';
import { legend, legendHeight } from './legend';
import type { DotSeries, Plot } from './plot';
import { colourOf, element, label, picture } from './svg';

const LEFT = 290;
const WIDTH = 900;
const RIGHT = WIDTH - 30;
const ROW = 24;
/** From one column's dot to the next one's, so that equal ones are all seen. */
const APART = 5;

type Dots = Extract<Plot, { kind: 'dots' }>;

/** A line per row; shares from 0 to 1, each with its upper limit as a bar where it has one. */
export function dotPlot({ title, series, aim }: Dots, rows: readonly Row[]): string {
  const names = series.map(({ column }) => column);
  const top = 50 + legendHeight(names);
  const bottom = top + rows.length * ROW;
  return picture(WIDTH, bottom + 40, [
    label(title, { x: 20, y: 24, 'font-size': 15, 'font-weight': 'bold' }),
    ...legend(names, LEFT, 48),
    ...axis({ top, bottom }),
    ...(aim === null ? [] : [vertical(aim, { top, bottom }, '#cc0000')]),
    ...rows.flatMap((row, place) => line(row, series, top + (place + 0.5) * ROW)),
  ]);
}

interface Span {
  readonly top: number;
  readonly bottom: number;
}

function axis(span: Span): readonly string[] {
  return [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    vertical(share, span, '#dddddd'),
    label(share.toFixed(1), { x: across(share), y: span.bottom + 18, 'text-anchor': 'middle' }),
  ]);
}

function vertical(share: number, { top, bottom }: Span, stroke: string): string {
  return element('line', { x1: across(share), x2: across(share), y1: top, y2: bottom, stroke });
}

function line(row: Row, series: readonly DotSeries[], y: number): readonly string[] {
  return [
    label(row.cell, { x: LEFT - 12, y: y + 4, 'text-anchor': 'end' }),
    ...series.flatMap((one, place) =>
      dot(row, one, { y: y + (place - (series.length - 1) / 2) * APART, colour: colourOf(place) }),
    ),
  ];
}

function dot(
  row: Row,
  { column, upTo }: DotSeries,
  { y, colour }: { readonly y: number; readonly colour: string },
): readonly string[] {
  const value = row[column];
  const limit = upTo === undefined ? value : row[upTo];
  if (typeof value !== 'number' || typeof limit !== 'number') return [];
  const bar = { x1: across(value), x2: across(limit), y1: y, y2: y };
  return [
    element('line', { ...bar, stroke: colour, 'stroke-width': 2 }),
    element('circle', { cx: across(value), cy: y, r: 3.5, fill: colour }),
  ];
}

function across(share: number): number {
  return LEFT + share * (RIGHT - LEFT);
}
