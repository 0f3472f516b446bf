import { propose } from '../../src/candidates/propose';
import { judgeRepair } from '../../src/enforcement/judge-repair';
import { recommend } from '../../src/enforcement/recommend';
import { repairFor } from '../../src/enforcement/repair-for';
import type { Desk, Measured, News } from '../../src/loop/desk';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { type Spec, withPatch } from '../../src/spec/spec';
import { type Rng, seededRandom } from '../../src/statistics/seeded-random';
import type { CarriedState, PhaseState } from '../../src/study/carried-state';
import { NOTHING_GATED } from '../../src/study/gated-state';
import { admittedState, stateBeforeAdmission } from '../../src/study/initial-state';
import { candidateValues } from '../../src/study/phase-values';
import type { Study } from '../../src/study/study';
import { wasTried, withBaseline, withTried } from '../../src/study/tried';
import { HoldBook } from './hold-book';
import { type Promotion, promotionOf } from './players/play';
import { summaryOf } from './summary-of';
import { oneRun, type World } from './world';

/** A desk at which runs are played in a simulated world, in this process: the loop at it is the one of the workflows. */
export class WorldDesk implements Desk {
  readonly study: Study;
  readonly kinds: string;
  readonly logic = 3;
  readonly hasExamples = true;
  readonly woken = false;
  cycle = 1;
  /** Runs spent. */
  used = 0;
  /** Runs spent when a candidate last passed its gates, before it was verified. */
  gatedAt = 0;
  /** Candidates that passed the gates, before they were verified. */
  readonly passed: Promotion[] = [];
  readonly holds = new HoldBook();
  private readonly world: World;
  private readonly budget: number;
  private readonly rng: Rng;
  private state: CarriedState;

  constructor(world: World, study: Study, { seed, budget }: { seed: number; budget: number }) {
    this.world = world;
    this.study = study;
    this.budget = budget;
    this.kinds = 'a'.repeat(world.items);
    this.rng = seededRandom(seed * 104_729 + 7);
    this.state = admittedState(stateBeforeAdmission(study, 3), study, {
      admitted: { store: '', suites: {}, models: {} },
      routes: {},
      lastSeq: 0,
      lastCycle: 0,
    });
  }

  phase() {
    const [phase] = this.state.phases;
    if (!phase) throw new RangeError('Cannot play a study without a phase');
    return { ...phase, gated: phase.gated ?? NOTHING_GATED };
  }

  setPhase(phase: PhaseState): void {
    this.state = { ...this.state, phases: [phase] };
  }

  ledger() {
    return this.state.ledger;
  }

  setLedger(ledger: CarriedState['ledger']): void {
    this.state = { ...this.state, ledger };
  }

  holdsElsewhere() {
    return { count: 0, characters: 2 };
  }

  generators() {
    return this.study.generators;
  }

  candidates(most: number) {
    const phase = this.phase();
    return propose({
      study: this.study.study,
      seed: this.study.seed,
      cycle: this.cycle,
      generators: this.generators(),
      first: [],
      leading: null,
      context: {
        baseline: phase.baseline,
        values: candidateValues(this.study, phase.origin),
        hasExamples: true,
      },
      decided: ({ spec }) => wasTried(this.study, phase, spec),
      most,
    });
  }

  repairOf(summary: EvaluationSummary, spec: Spec) {
    return repairFor(summary, spec, this.remedies());
  }

  async measureBaseline({ name, runs }: { readonly name: string; readonly runs: number }) {
    return this.measure(name, this.phase().baseline, runs);
  }

  async measureAll(plans: Parameters<Desk['measureAll']>[0]) {
    return plans.map(({ name, candidate, runs }) => this.measure(name, candidate.spec, runs));
  }

  async verify(old: Spec, promoted: Spec) {
    const { verifyRuns } = this.study.policy;
    this.gatedAt = this.used;
    if (this.used + 2 * verifyRuns > this.budget) return 'unaffordable' as const;
    return {
      old: this.evaluate('verify', old, { runs: verifyRuns, freshEach: true }),
      promoted: this.evaluate('verify', promoted, { runs: verifyRuns, freshEach: true }),
    };
  }

  /** What the workflows do in a transaction: both specs again from the same cold start, kept or undone. */
  async repair(summary: EvaluationSummary, when: 'before' | 'after'): Promise<boolean> {
    const phase = this.phase();
    const recommendation = recommend(summary.diagnosis, summary, this.remedies());
    const isRepair = recommendation && recommendation.patch.variant === undefined;
    const first = ['cold-start', 'timeout-bound'].includes(summary.diagnosis.class);
    if (!isRepair || (when === 'before' && !first)) return false;
    const trial = withPatch(phase.baseline, recommendation.patch);
    const plan = { runs: this.study.policy.verifyRuns, freshEach: true };
    const pair = {
      old: this.evaluate('repair', phase.baseline, plan),
      trial: this.evaluate('repair', trial, plan),
    };
    const { policy } = this.study;
    const { keep } = judgeRepair(recommendation, pair, { policy, kinds: this.kinds });
    const since = { cycle: this.cycle, decision: recommendation.id };
    if (keep) this.holds.baselineChanged();
    this.setPhase(keep ? withBaseline(phase, trial, since) : withTried(this.study, phase, trial));
    return keep;
  }

  async record(): Promise<void> {}
  async close(): Promise<void> {}
  dropDecided(): void {}

  tell(news: News): void {
    this.holds.note(news);
    if (news.what !== 'decided') return;
    const { candidate, decision } = news.decided;
    if (decision.verdict !== 'PROMOTE') return;
    const change = { from: this.phase().baseline, to: candidate.spec };
    const { used: runs, world } = this;
    this.passed.push(promotionOf(world, { ...change, runs, claimedGain: decision.gain }));
  }

  private remedies() {
    const phase = this.phase();
    return {
      cycle: this.cycle,
      values: candidateValues(this.study, phase.origin),
      fallbacks: [],
      decided: (patch: Partial<Spec>) =>
        wasTried(this.study, phase, withPatch(phase.baseline, patch)),
    };
  }

  private allWrong(): readonly number[] {
    return Array.from({ length: this.world.items }, () => 0);
  }

  /** Identical answers in so many runs that more would be copies, where the study asks for that. */
  private areCopies(rows: readonly (readonly number[])[]): boolean {
    const { determinism, minSamples } = this.study.policy;
    if (determinism !== 'auto' || rows.length < minSamples) return false;
    return new Set(rows.map((row) => row.join(''))).size === 1;
  }

  private measure(name: string, spec: Spec, runs: number): Measured {
    if (this.used + runs > this.budget) return null;
    return { kind: 'measured', summary: this.evaluate(name, spec, { runs, freshEach: false }) };
  }

  /** @param plan - `freshEach`: every run starts from a cold model, as in a verification */
  private evaluate(
    name: string,
    spec: Spec,
    { runs, freshEach }: { readonly runs: number; readonly freshEach: boolean },
  ): EvaluationSummary {
    const cold = this.world.coldStart && spec.warmup === 0;
    const rows: (readonly number[])[] = [];
    while (rows.length < runs && !this.areCopies(rows)) {
      const fails = cold && (freshEach || rows.length < 2);
      rows.push(fails ? this.allWrong() : oneRun(this.world, spec, this.rng));
    }
    this.used += rows.length;
    return summaryOf(name, spec, { rows, policy: this.study.policy });
  }
}
