import { z } from 'zod';
import type { ExportedRow } from '../../../plugins/plugin';
import { COLUMNS } from '../../export/runs/columns';
import type { Contract, Probe } from '../contract';

const HARD = { text: 'a "quoted", text\nof two lines & <more> = 里斯本', whole: 3, number: 0.25 };

/** A row with a value in each column, and one that lacks what may be missing. */
const FULL: ExportedRow = Object.fromEntries(
  COLUMNS.map(({ name, type }) => {
    if (type === 'boolean') return [name, true];
    if (type === 'time') return [name, '2026-01-01T00:00:00.000Z'];
    return [name, HARD[type]];
  }),
);
const SPARSE: ExportedRow = Object.fromEntries(
  COLUMNS.map(({ name, mayBeMissing }) => [name, mayBeMissing ? null : (FULL[name] ?? null)]),
);

const PIECES = {
  'its beginning': { place: 'begin', rows: [] },
  'the rows of an evaluation': { place: 'rows', rows: [FULL, SPARSE] },
  'an evaluation of 2,000 rows': { place: 'rows', rows: Array.from({ length: 2_000 }, () => FULL) },
  'its end': { place: 'end', rows: [] },
};

export const exporter: Contract = {
  kind: 'exporter',
  exported: ['write'],
  beginning:
    "export const write: Exporter = ({ place, rows }) => (place === 'rows' ? rows.map(...).join('') : '');",
  probes: () =>
    Object.entries(PIECES).map(([name, piece]): Probe => ({
      name: `writes ${name}`,
      call: 'write',
      input: { study: 'tested', ...piece },
      limitMs: 60_000,
      schema: z.string(),
      inWords: 'a text',
      repeatable: true,
      mend: 'answer a text for each piece, an empty one where there is nothing to write; values may be null',
    })),
};
