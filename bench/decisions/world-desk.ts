import { propose } from '../../src/candidates/propose';
import { blockTests } from '../../src/diagnosis/block-tests';
import { diagnose } from '../../src/diagnosis/diagnose';
import { runMarks } from '../../src/diagnosis/run-marks';
import { judgeRepair } from '../../src/enforcement/judge-repair';
import { recommend } from '../../src/enforcement/recommend';
import { repairFor } from '../../src/enforcement/repair-for';
import type { Desk, Measured } from '../../src/loop/desk';
import type { EvaluationSummary } from '../../src/runs/evaluation';
import { type Spec, withPatch } from '../../src/spec/spec';
import { specId } from '../../src/spec/spec-id';
import { populationVariance } from '../../src/statistics/population-variance';
import { type Rng, seededRandom } from '../../src/statistics/seeded-random';
import type { CarriedState, PhaseState } from '../../src/study/carried-state';
import { NOTHING_GATED } from '../../src/study/gated-state';
import { admittedState, stateBeforeAdmission } from '../../src/study/initial-state';
import { candidateValues } from '../../src/study/phase-values';
import type { Study } from '../../src/study/study';
import { wasTried, withBaseline, withTried } from '../../src/study/tried';
import { oneRun, type World } from './world';

/** A desk at which runs are played in a simulated world, in this process: the loop at it is the one of the workflows. */
export class WorldDesk implements Desk {
  readonly study: Study;
  readonly kinds: string;
  readonly hasExamples = true;
  readonly woken = false;
  cycle = 1;
  /** Runs spent. */
  used = 0;
  /** Runs spent when a candidate last passed its gates, before it was verified. */
  gatedAt = 0;
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
    this.state = admittedState(stateBeforeAdmission(study, 2), study, {
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
    this.setPhase(keep ? withBaseline(phase, trial, since) : withTried(this.study, phase, trial));
    return keep;
  }

  async record(): Promise<void> {}
  async close(): Promise<void> {}
  dropDecided(): void {}
  tell(): void {}

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

/** The evidence that rows of 0 and 1 are; what costs time and nobody asks for is left out. */
function summaryOf(
  evaluation: string,
  spec: Spec,
  {
    rows,
    policy,
  }: { readonly rows: readonly (readonly number[])[]; readonly policy: Study['policy'] },
): EvaluationSummary {
  const items = rows[0]?.length ?? 0;
  const passesByRun = rows.map((row) => row.reduce((sum, passed) => sum + passed, 0));
  const marks = runMarks(passesByRun, items);
  const right = passesByRun.reduce((sum, passes) => sum + passes, 0);
  const letters = rows.map((row) => row.map((passed) => (passed === 1 ? 'P' : 'W')).join(''));
  const callDue = Array.from({ length: items }, () => true);
  // Only runs that differ are looked at for order.
  const differ = populationVariance(passesByRun.map((p) => p / items)) > policy.maxVariance;
  return {
    evaluation,
    specId: specId(spec),
    spec,
    runs: rows.length,
    items,
    passesByItem: Array.from({ length: items }, (_, item) =>
      rows.reduce((sum, row) => sum + (row[item] ?? 0), 0),
    ),
    passesByRun,
    marks,
    action: { due: items * rows.length, right },
    restraint: { answered: 0, overCalled: 0 },
    letters: { P: right, W: items * rows.length - right, A: 0, N: 0, O: 0, M: 0, T: 0 },
    blocks: differ ? blockTests(letters) : { early: null, late: null },
    identicalAnswers: new Set(letters).size === 1,
    startStates: [],
    diagnosis: diagnose({ rows: letters, marks, callDue, coldReadable: true }),
    measured: {
      latency: { medianMs: 0, p95Ms: 0, firstMs: 0 },
      queueMs: 0,
      inputTokens: 0,
      outputTokens: 0,
      costUsd: null,
      retriedRuns: 0,
      digests: [],
    },
  };
}
