import type { Candidate } from '../candidates/candidate';
import type { Change } from '../candidates/changes';
import type { Decided } from '../candidates/pick-winner';
import type { Decision, Objection, Verdict } from '../gates/gate';
import type { Ledger, Look } from '../gates/ledger';
import type { EventBody } from '../history/study-event';
import type { EvaluationSummary } from '../runs/evaluation';
import type { EvidenceBatch } from '../runs/gate-evidence';
import type { Spec } from '../spec/spec';
import type { Logic, PhaseState } from '../study/carried-state';
import type { GatedState, Hold } from '../study/gated-state';
import type { Study } from '../study/study';
import type { WatchVerdict } from '../study/watched';

/**
 * The place where the loop works on one phase: its state, and everything that it asks of the outside.
 * Workflows put real evaluations behind it, benches a simulated world; the loop is the same.
 */
export interface Desk {
  readonly study: Study;
  /** The rules that the study's run began with; logic 1 has a loop of its own. */
  readonly logic: Exclude<Logic, 1>;
  readonly cycle: number;
  /** One character per measured item: `a` a call is due, `r` none is. */
  readonly kinds: string;
  /** Has the phase's suite worked examples? */
  readonly hasExamples: boolean;
  /** Did the study wake from a rest? Then the baseline is held against what it showed before. */
  readonly woken: boolean;
  /** The present state; messages may change it while something is measured. */
  phase(): PhaseState & { readonly gated: GatedState };
  setPhase(phase: PhaseState): void;
  ledger(): Ledger;
  setLedger(ledger: Ledger): void;
  /** Open holds of the study's other phases, which share one limit. */
  holdsElsewhere(): { readonly count: number; readonly characters: number };
  /** Names of the generators that may propose now. */
  generators(): readonly string[];
  /** The next one-change candidates: by hand, recommended, generated; at most so many. */
  candidates(most: number): readonly Candidate[];
  /** A repair that the summary's diagnosis asks for in a candidate; null where there is none. */
  repairOf(summary: EvaluationSummary, spec: Spec): Change | null;

  /** Asks the study's own gates about what would be promoted; not there where the study has none. */
  objection?(asked: {
    readonly plan: Planned;
    readonly summary: EvaluationSummary;
    readonly decision: Decision;
  }): Promise<Objection | undefined>;

  measureBaseline(plan: { readonly name: string; readonly runs: number }): Promise<Measured>;
  /** Evaluates in planned order, as many at once as the models have slots. Null: the study ends meanwhile. */
  measureAll(plans: readonly Planned[]): Promise<readonly Measured[] | null>;
  /** Runs the old spec and the promoted one again, alternately. Null: the study ends; `unaffordable`: no budget for it. */
  verify(
    old: Spec,
    promoted: Spec,
  ): Promise<
    | { readonly old: EvaluationSummary; readonly promoted: EvaluationSummary }
    | 'unaffordable'
    | null
  >;
  /**
   * Diagnoses the baseline and enforces what its trouble asks for: before the candidates only what keeps it from being
   * measured fairly. @returns whether a repair was kept; null when the study ends meanwhile
   */
  repair(summary: EvaluationSummary, when: 'before' | 'after'): Promise<boolean | null>;
  /** Looks after the route of a phase that has rested; not there under logic 2, which re-opens the study at any drift. */
  readonly watch?: RouteWatch;
  /** Written in this order, and before anything more is measured, asked or waited for; not always at once. */
  record(id: string, body: EventBody): Promise<void>;
  /** Candidates by hand or recommended that were decided have had their turn. */
  dropDecided(): void;
  close(outcome: PhaseOutcome): Promise<void>;
  /** What a person sees while it happens. */
  tell(news: News): void;
}

/** What looking after a route asks of the outside. */
export interface RouteWatch {
  /** ISO 8601. */
  now(): string;
  /** Hours from then to now. */
  hoursSince(then: string): number;
  /** Runs both specs whole once more, alternately. Null: the study ends; `unaffordable`: it cannot be done. */
  compare(
    today: Spec,
    before: Spec,
  ): Promise<
    | { readonly today: EvaluationSummary; readonly before: EvaluationSummary }
    | 'unaffordable'
    | null
  >;
}

/** What one cycle made of a phase. */
export interface PhaseOutcome {
  /** The baseline that the cycle began with. */
  readonly baselineWas: Spec;
  /** Gain in mean accuracy of the promoted candidate; 0 where none was. */
  readonly improvement: number;
  /** Per evaluation name, in planned order. */
  readonly verdicts: Readonly<Record<string, Verdict | 'INAPPLICABLE'>>;
}

/** What became of a measurement; null: nothing was learnt, since the study ends or has spent its budget. */
export type Measured =
  | { readonly kind: 'measured'; readonly summary: EvaluationSummary }
  | { readonly kind: 'inapplicable'; readonly reason: string }
  | null;

/** An evaluation that is planned: of a new candidate, or the next look at one on HOLD. */
export interface Planned {
  /** `e2-retries-2`, `e1-variant-atomic-look2`. */
  readonly name: string;
  readonly label: string;
  readonly candidate: Candidate;
  readonly purpose: 'gate' | 'screen';
  /** Runs to make now. */
  readonly runs: number;
  readonly look: Look;
  readonly ticket: Hold['ticket'];
  /** What counts of its earlier looks. */
  readonly batches: readonly EvidenceBatch[];
}

export type News =
  | { readonly what: 'planned'; readonly plans: readonly Planned[] }
  | { readonly what: 'decided'; readonly plan: Planned; readonly decided: Decided }
  | { readonly what: 'screened'; readonly plan: Planned; readonly summary: EvaluationSummary }
  | { readonly what: 'inapplicable'; readonly plan: Planned; readonly reason: string }
  | { readonly what: 'promoted'; readonly spec: Spec }
  | { readonly what: 'watched'; readonly verdict: WatchVerdict; readonly reason: string }
  | { readonly what: 'undone'; readonly plan: Planned; readonly reason: string };
