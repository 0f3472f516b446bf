import type { EndState } from '../history/study-event';
import type { CycleRecord, Spent } from './carried-state';

/** What a study gives back when it ends. */
export interface StudyReport {
  readonly study: string;
  readonly state: EndState;
  readonly reason: string;
  readonly cycles: number;
  readonly phases: readonly PhaseReport[];
  readonly spent: Spent;
  readonly recent: readonly CycleRecord[];
}

export interface PhaseReport {
  readonly name: string;
  readonly first: string;
  readonly last: string;
  readonly accuracy: number | null;
}
