import type { Plotter } from './plotter';

/** What a call took in one cycle's baseline. */
export interface LatencyPoint {
  readonly cycle: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Latency of the baseline, cycle by cycle: the median as a line, up to the 95th percentile as a band. */
export function latencyChart(
  plotter: Plotter,
  points: readonly LatencyPoint[],
  phase: string,
): string {
  const cycles = points.map(({ cycle }) => cycle);
  const { plot } = plotter;
  return plotter.draw(
    {
      width: 720,
      height: 160,
      marginLeft: 60,
      x: {
        label: 'cycle',
        ticks: Math.min(cycles.length, 10),
        tickFormat: 'd',
        domain: [Math.min(...cycles), Math.max(Math.min(...cycles) + 1, ...cycles)],
      },
      y: { label: 'milliseconds per item', grid: true, zero: true },
      marks: [
        plot.areaY(points, { x: 'cycle', y1: 'medianMs', y2: 'p95Ms', fillOpacity: 0.15 }),
        plot.line(points, { x: 'cycle', y: 'medianMs', strokeWidth: 2 }),
        plot.dot(points, { x: 'cycle', y: 'medianMs', r: 2 }),
      ],
    },
    `Latency of the phase ${phase}, median and 95th percentile per cycle`,
  );
}
