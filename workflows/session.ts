import type { Decided } from '../src/candidates/pick-winner';
import type { EndState, EventBody } from '../src/history/study-event';
import type { EvaluationSummary } from '../src/runs/evaluation';
import type { SpecPatch } from '../src/spec/spec';
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
  /** Evaluations and enforcements that are open, by workflow id, in the order in which they began. */
  readonly underWay: Map<string, UnderWay>;
  /** Those of them that end after the run in flight, whatever the study does. */
  readonly givenUp: Set<string>;
  /** Counts, by phase, messages that make what the cycle has planned old. */
  readonly replanned: Record<string, number>;
  /** Ids of specs that were rejected by hand in this cycle. */
  readonly rejected: Set<string>;
  /** Did the run before leave it at rest? A message may wake it before this run gets there. */
  readonly leftAtRest: boolean;
  /** Did it wake from a rest? Then every phase is measured again. */
  woken: boolean;
  /** Does this run end in its rest, for the next one to go on with the newer build? */
  goesOver: boolean;
  /** Counts accepted messages: a change wakes whoever waits. */
  messages: number;
  /** Children that take `control` signals. */
  readonly openChildren: OpenChildren;
  /** The present cycle's decision table, by phase. */
  readonly tables: Record<string, TableRow[]>;
  /** What this cycle has measured of a phase's baseline, and of the candidates that it decided about, by spec id. */
  readonly seen: Record<string, Seen>;
  /** What plug-ins of the study proposed in this cycle, by phase. */
  readonly plugged: Record<string, readonly Plugged[]>;
  /** Names of evaluations and recommendations that this cycle has given: no two are the same. */
  readonly names: Set<string>;
  /** Things that happened and are to be recorded with the next write, in their order. */
  readonly unrecorded: { readonly id: string; readonly body: EventBody }[];
  /** Bytes of the decisions among them, which nothing may be begun on before they are on disk; 0 where there are none. */
  owed: number;
}

/** What is open may still make so many runs of these specs: they are as good as spent. */
export interface UnderWay {
  readonly runs: number;
  readonly specs: readonly string[];
}

/** A candidate that a plug-in proposes. */
export interface Plugged {
  readonly patch: SpecPatch;
  readonly why: string;
  /** `plugin my-generator.ts`, `diagnosis slow-first-item`. */
  readonly generator: string;
}

/** What a recommendation that takes its turn as a candidate is judged by. */
export interface Seen {
  baseline: EvaluationSummary | null;
  readonly decided: Map<string, Pick<Decided, 'summary' | 'decision'>>;
}

/** What this cycle has seen of a phase. */
export function seenOf({ seen }: Session, phase: string): Seen {
  seen[phase] ??= { baseline: null, decided: new Map() };
  return seen[phase];
}

/** The name, or the name with a number where this cycle has given it already. */
export function uniqueName({ names }: Session, name: string): string {
  let unique = name;
  for (let number = 2; names.has(unique); number += 1) unique = `${name}-${number}`;
  names.add(unique);
  return unique;
}

/** @param logic - the rules that a study without a carried state follows */
export function newSession(study: Study, carried: CarriedState | undefined, logic: Logic): Session {
  return {
    study,
    state: carried ?? stateBeforeAdmission(study, logic),
    doing: 'starting',
    ending: null,
    budgetSpent: null,
    underWay: new Map(),
    givenUp: new Set(),
    replanned: {},
    rejected: new Set(),
    leftAtRest: carried?.resting ?? false,
    woken: false,
    goesOver: false,
    messages: carried?.heard ?? 0,
    openChildren: new Map(),
    tables: {},
    seen: {},
    plugged: {},
    names: new Set(),
    unrecorded: [],
    owed: 0,
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
