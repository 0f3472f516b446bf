/** One line of results: the cell's name, then its figures by column. */
export interface Row {
  readonly cell: string;
  readonly [column: string]: string | number | null;
}

/** Studies of one kind in worlds of one kind. */
export interface Cell {
  readonly name: string;
  play(plan: {
    readonly studies: number;
    /** Of the first study; the others follow it. */
    readonly seed: number;
  }): Promise<Readonly<Record<string, string | number | null>>>;
}

export interface Bench {
  readonly cells: readonly Cell[];
  /** Columns of the table, in order. */
  readonly columns: readonly string[];
}

export function seedsFrom(seed: number, studies: number): readonly number[] {
  return Array.from({ length: studies }, (_, study) => seed + study);
}
