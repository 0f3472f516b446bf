/** How a bench's rows are drawn. */
export type Plot =
  | {
      /** A line per row, a dot per column with its value, in [0, 1]. */
      readonly kind: 'dots';
      readonly title: string;
      readonly series: readonly DotSeries[];
      /** A vertical line at what is aimed at. */
      readonly aim: number | null;
    }
  | {
      /** A panel per landscape, a curve per searcher: rows are named `landscape, searcher`. */
      readonly kind: 'curves';
      readonly title: string;
      /** Runs from one point of a curve to the next. */
      readonly step: number;
      readonly axis: string;
    };

export interface DotSeries {
  /** The column with the value. */
  readonly column: string;
  /** The column with the upper limit of what it may really be, where there is one. */
  readonly upTo?: string;
}
