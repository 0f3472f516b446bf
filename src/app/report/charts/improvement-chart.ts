import type { Improvement } from '../page/improvement';
import type { Plotter } from './plotter';

/** Certified steps as a line, each cycle's own measurement as a dot. */
export function improvementChart(
  plotter: Plotter,
  { measured, certified }: Improvement,
  phase: string,
): string {
  const last = certified.at(-1);
  const cycles = Math.max(1, ...certified.map(({ cycle }) => cycle));
  const title = `Accuracy of the phase ${phase} over ${cycles} cycles${
    last ? `, ${last.accuracy.toFixed(3)} at the end` : ''
  }`;
  const { plot } = plotter;
  return plotter.draw(
    {
      width: 720,
      height: 240,
      marginLeft: 44,
      x: { label: 'cycle', domain: [0, cycles], ticks: Math.min(cycles, 10), tickFormat: 'd' },
      y: { label: 'accuracy', domain: [0, 1], grid: true },
      marks: [
        plot.dot(measured, { x: 'cycle', y: 'accuracy', r: 2.5, className: 'measured' }),
        plot.line(certified, {
          x: 'cycle',
          y: 'accuracy',
          curve: 'step-after',
          strokeWidth: 2.5,
          className: 'certified',
        }),
        plot.text(certified.slice(-1), {
          x: 'cycle',
          y: 'accuracy',
          text: ({ accuracy }: { readonly accuracy: number }) => accuracy.toFixed(3),
          dy: -10,
          textAnchor: 'end',
          fontWeight: 'bold',
        }),
      ],
    },
    title,
  );
}
