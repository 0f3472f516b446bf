import type { Row } from '../cell';
import { curvePlot } from './curve-plot';
import { dotPlot } from './dot-plot';
import type { Plot } from './plot';

/** The rows as a picture, SVG. */
export function drawn(plot: Plot, rows: readonly Row[]): string {
  return plot.kind === 'dots' ? dotPlot(plot, rows) : curvePlot(plot, rows);
}
