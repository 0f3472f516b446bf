import type { Diagnosis, OutcomeGrid } from '../diagnosis';
import { gridSize } from '../grid';

/** All is right; a first answer that took long is told, and asks for nothing. */
export function healthy(grid: OutcomeGrid): Diagnosis {
  const outcomes = gridSize(grid);
  return {
    class: 'healthy',
    sentence: `All ${outcomes} outcomes were right over ${grid.rows.length} runs; one wrong answer would disprove it`,
    evidence: { items: [], runs: [], numbers: { outcomes, runs: grid.rows.length } },
    confidence: 1,
  };
}
