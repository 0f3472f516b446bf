import type { GridTotals } from '../statistics/dispersion';

/** Runs made before a study, over the suite's steering items: what is known of the noise that the study will meet. */
export interface Pilot {
  readonly schemaVersion: 1;
  readonly suite: { readonly name: string; readonly sha256: string };
  /** Steering items of the suite. */
  readonly items: number;
  /** The baseline to be, and perhaps a second spec. */
  readonly specs: readonly PilotSpec[];
}

export interface PilotSpec {
  readonly specId: string;
  readonly runs: number;
  /** Per item in how many runs it was right, in [0, runs]. */
  readonly passesByItem: readonly number[];
  /** Per run how many items were right, in [0, items]. */
  readonly passesByRun: readonly number[];
}

/** The same as the statistics call it. */
export function totalsOf({ runs, passesByItem, passesByRun }: PilotSpec): GridTotals {
  return { runs, passes: passesByItem, passesByRun };
}
