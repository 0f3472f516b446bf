/** Workers, and which models each of them serves; every model is a machine of its own with one slot. */
export interface Row {
  readonly what: string;
  readonly workers: readonly (readonly string[])[];
  /** One study each, on this model. */
  readonly studies: readonly string[];
}

export const BOXES = ['box-1', 'box-2', 'box-3', 'box-4'] as const;
const [first] = BOXES;

/** The first is what the others are a ratio to. */
export const ROWS: readonly Row[] = [
  ...[1, 2, 4].map((count) => ({
    what: `${count} ${count === 1 ? 'worker' : 'workers'}, each beside a model of its own`,
    workers: BOXES.slice(0, count).map((box) => [box]),
    studies: BOXES.slice(0, count),
  })),
  {
    what: '4 workers, all for one model of one slot',
    workers: BOXES.map(() => [first]),
    studies: [first, first],
  },
  { what: '1 worker for four models', workers: [BOXES], studies: BOXES },
];
