import type { EndState, EventBody } from '../src/history/study-event';
import type { CarriedState, Logic, PhaseState, Trouble } from '../src/study/carried-state';
import { stateBeforeAdmission } from '../src/study/initial-state';
import type { TableRow } from '../src/study/status';
import type { Study } from '../src/study/study';
import type { OpenChildren } from './forward-orders';

/** What one cycle holds in memory: the state that it will hand on, and what it is doing. */
export interface Session {
  readonly study: Study;
  /** Replaced, never changed in place; handed to the next cycle as it is. */
  state: CarriedState;
  /** What it does or waits for, one sentence. */
  doing: string;
  /** Why the study ends with this cycle; null while it goes on. */
  ending: { readonly state: EndState; readonly reason: string } | null;
  /** Why no further evaluation fits into the budget; null while one does. What was measured is still decided. */
  budgetSpent: string | null;
  /** Runs that open evaluations may still make: they are as good as spent. */
  runsUnderWay: number;
  /** Did it wake from a rest? Then every phase is measured again. */
  woken: boolean;
  /** Counts accepted messages: a change wakes whoever waits. */
  messages: number;
  /** Children that take `control` signals. */
  readonly openChildren: OpenChildren;
  /** The present cycle's decision table, by phase. */
  readonly tables: Record<string, TableRow[]>;
  /** Things that happened in handlers and are to be recorded with the next write. */
  readonly unrecorded: { readonly id: string; readonly body: EventBody }[];
}

/** @param logic - the rules that a study without a carried state follows */
export function newSession(study: Study, carried: CarriedState | undefined, logic: Logic): Session {
  return {
    study,
    state: carried ?? stateBeforeAdmission(study, logic),
    doing: 'starting',
    ending: null,
    budgetSpent: null,
    runsUnderWay: 0,
    woken: false,
    messages: 0,
    openChildren: new Map(),
    tables: {},
    unrecorded: [],
  };
}

/** The state of a phase. */
export function phaseOf(session: Session, name: string): PhaseState {
  const phase = session.state.phases.find((each) => each.name === name);
  if (!phase) throw new RangeError(`Cannot find the phase ${name} in the study's state`);
  return phase;
}

/** Replaces the state of one phase. */
export function setPhase(session: Session, changed: PhaseState): void {
  session.state = {
    ...session.state,
    phases: session.state.phases.map((each) => (each.name === changed.name ? changed : each)),
  };
}

/** Stops before the next run and says what a person has to mend. */
export function setTrouble(session: Session, trouble: Trouble | null): void {
  session.state = { ...session.state, trouble, paused: trouble !== null || session.state.paused };
}
