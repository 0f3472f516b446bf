import type { Plot } from './plots/plot';

/** What studies of one kind came to, by column; a `curve` is drawn and not shown in the table. */
export type Figures = Readonly<Record<string, string | number | null | readonly number[]>>;

/** One line of results: the cell's name, then its figures. */
export type Row = Figures & { readonly cell: string };

/** So many studies, each with a seed of its own. */
export interface Plan {
  readonly studies: number;
  /** Of the first study; the others follow it. */
  readonly seed: number;
  /** Measurements of a real model, where the bench plays on them. */
  readonly grid: string;
}

/** Studies of one kind in worlds of one kind. */
export interface Cell {
  readonly name: string;
  play(plan: Plan): Promise<Figures>;
}

export interface Bench {
  readonly cells: readonly Cell[];
  /** Columns of the table, in order. */
  readonly columns: readonly string[];
  readonly plot: Plot;
  /** Rows that other programs left in the folder, of the same worlds. */
  rowsBeside?(folder: string, plan: Plan): readonly Row[];
}

export function seedsFrom(seed: number, studies: number): readonly number[] {
  return Array.from({ length: studies }, (_, study) => seed + study);
}
