import { blockTests } from '../diagnosis/block-tests';
import { runMarks } from '../diagnosis/run-marks';
import { countDigits } from '../runs/count-digits';
import type { GateEvidence } from '../runs/gate-evidence';

/** Runs that were made outside of a study. */
export interface FreshRuns {
  readonly specId: string;
  /** One character per measured item: `a` a call is due, `r` none is. */
  readonly kinds: string;
  /** Per run one letter per item. */
  readonly rows: readonly string[];
}

/** Fresh runs as gates read them; latencies and prices are not asked for. */
export function evidenceOfLetters({ specId, kinds, rows }: FreshRuns): GateEvidence {
  const passesByRun = rows.map((row) => count(row, 'P'));
  const declining = rows.map((row) =>
    Array.from(row)
      .filter((_, item) => kinds.charAt(item) === 'r')
      .join(''),
  );
  return {
    specId,
    kinds,
    batches: [
      {
        evaluation: 'check',
        runs: rows.length,
        passesByItem: countDigits(
          Array.from(kinds, (_, item) => rows.filter((row) => row.charAt(item) === 'P').length),
        ),
        passesByRun,
        marks: runMarks(passesByRun, kinds.length),
        restraint: {
          answered: declining.join('').length - count(declining.join(''), 'T'),
          overCalled: count(declining.join(''), 'O'),
        },
        blocks: blockTests(rows),
        identicalAnswers: false,
        measured: { latencyMs: [], costUsd: null, digests: [] },
      },
    ],
  };
}

function count(letters: string, wanted: string): number {
  return letters.split(wanted).length - 1;
}
