/** One point of the curve: the phase's accuracy at the end of a cycle, in [0, 1]. */
export interface CurvePoint {
  readonly cycle: number;
  readonly accuracy: number;
}

const WIDTH = 40;

/** The improvement curve of a phase, one bar per cycle, for a terminal. */
export function improvementCurve(points: readonly CurvePoint[]): readonly string[] {
  return points.map(({ cycle, accuracy }) => {
    const bar = '█'.repeat(Math.round(accuracy * WIDTH)).padEnd(WIDTH, '·');
    const label = cycle === 0 ? 'start' : `cycle ${cycle}`;
    return `  ${label.padEnd(9)} ${bar} ${accuracy.toFixed(3)}`;
  });
}
