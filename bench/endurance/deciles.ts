import type { CycleFigures } from './cycle-figures';

export type Figure = Exclude<keyof CycleFigures, 'cycle'>;

/** Medians of one tenth of the cycles. */
export type Decile = Readonly<Record<Figure, number>> & {
  /** `1-100`. */
  readonly cycles: string;
};

/** The cycles in ten parts, in order. */
export function deciles(figures: readonly CycleFigures[]): readonly Decile[] {
  const size = Math.ceil(figures.length / 10);
  const parts = Array.from({ length: Math.ceil(figures.length / size) }, (_, part) =>
    figures.slice(part * size, (part + 1) * size),
  );
  return parts.map((part) => {
    const of = (figure: Figure): number => median(part.map((each) => each[figure]));
    return {
      cycles: `${part[0]?.cycle}-${part.at(-1)?.cycle}`,
      seconds: of('seconds'),
      runs: of('runs'),
      events: of('events'),
      historyKiB: of('historyKiB'),
      childEvents: of('childEvents'),
      carriedKiB: of('carriedKiB'),
      workerMiB: of('workerMiB'),
      serverMiB: of('serverMiB'),
      files: of('files'),
      fileKiB: of('fileKiB'),
      writes: of('writes'),
      writeMs: of('writeMs'),
      archiveMs: of('archiveMs'),
      editsMs: of('editsMs'),
    };
  });
}

/** Of what was measured; NaN where nothing was. */
export function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [above = NaN, below = above] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? above : (above + below) / 2;
}
