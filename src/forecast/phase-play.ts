import { PAIRWISE, pairwise } from '../candidates/pairwise';
import { propose } from '../candidates/propose';
import type { Look } from '../gates/ledger';
import { runsAtLook } from '../loop/plan-looks';
import { FACTORS, type Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import { seededRandom, seedFromText } from '../statistics/seeded-random';
import { candidateValues } from '../study/phase-values';
import type { Study } from '../study/study';
import type { Course } from './course';

/** Runs of one spec. */
export interface PlannedRuns {
  readonly phase: string;
  readonly spec: Spec;
  readonly runs: number;
  /** Runs that the budget must have room for: an evaluation is made whole or not at all. */
  readonly needs: number;
  readonly items: 'steering' | 'held-out';
}

/** A phase whose first baseline is known, and what its suite has. */
export interface PlayedPhase {
  readonly name: string;
  readonly baseline: Spec;
  readonly hasExamples: boolean;
  readonly hasHeldOut: boolean;
}

interface PlannedLook {
  readonly spec: Spec;
  readonly look: Look;
  /** The look that decides it. */
  readonly last: Look;
}

/** One phase on a course, cycle by cycle: what it measures, with the code by which a study proposes. */
export class PhasePlay {
  readonly #study: Study;
  readonly #phase: PlayedPhase;
  readonly #course: Course;
  #baseline: Spec;
  /** Runs of the baseline that count as evidence. */
  #have = 0;
  #tried = new Set<string>();
  #waiting: readonly PlannedLook[] = [];
  #candidates = 0;
  #promotionsLeft: number;
  /** Cycles since the last promotion. */
  #dry = 0;
  #ended = false;

  constructor(study: Study, phase: PlayedPhase, course: Course) {
    this.#study = study;
    this.#phase = phase;
    this.#course = course;
    this.#baseline = phase.baseline;
    this.#promotionsLeft = Math.min(course.promotions, this.#variedFactors());
  }

  /** Is there nothing left to try? */
  get ended(): boolean {
    return this.#ended;
  }

  /** What a cycle measures, in order; at the end the held-out items, where the baseline is another than the first. */
  cycle(number: number): readonly PlannedRuns[] {
    this.#dry += 1;
    const { strategy } = this.#study.policy;
    const tried = strategy === 'screen' ? this.#screened(number) : this.#gated(number);
    const isFirst = this.#have === 0;
    // A study with nothing to try measures its baseline once all the same.
    const made = tried.length === 0 && isFirst ? this.#measureBaseline(this.#firstRuns()) : tried;
    if (made.length === 0) return this.#end();
    const repairs = Array.from({ length: this.#course.repairsPerCycle }, () =>
      this.#beside(this.#baseline, this.#study.policy.verifyRuns),
    );
    return [...made, ...repairs.flat()];
  }

  #gated(number: number): readonly PlannedRuns[] {
    const fresh = this.#fresh(number).map((spec) => this.#firstLook(spec));
    const plans = [...this.#waiting, ...fresh];
    if (plans.length === 0) return [];
    const due = this.#waiting.map(({ look }) => this.#lookRuns(look, 0) - this.#have);
    const baseline = this.#measureBaseline(Math.max(this.#firstRuns(), ...due));
    const measured = plans.map(({ spec, look }) =>
      this.#measure(spec, this.#lookRuns(look, look - 1)),
    );
    this.#waiting = plans.filter(({ look, last }) => look < last).map(lookedAtAgain);
    const [decided] = plans.filter(({ look, last }) => look === last);
    return [...baseline, ...measured, ...this.#promote(decided?.spec, this.#isOver(number))];
  }

  /** Few runs of many specs, and on the way the gate for one. */
  #screened(number: number): readonly PlannedRuns[] {
    const { policy } = this.#study;
    const { runs, dryCycles } = this.#course.screening;
    const fresh = this.#dry > dryCycles ? [] : this.#fresh(number);
    if (fresh.length === 0) return [];
    const measured = [
      ...this.#measureBaseline(this.#have >= policy.runs ? runs : policy.runs),
      ...fresh.map((spec) => this.#measure(spec, runs)),
    ];
    for (const spec of fresh) this.#tried.add(specId(spec));
    const isLast = this.#dry === dryCycles || this.#fresh(number + 1).length === 0;
    return [...measured, ...this.#gateNominee(fresh[0], isLast)];
  }

  /** All looks at a spec at once, and its promotion; nothing where the course gates none now. */
  #gateNominee(nominee: Spec | undefined, isLast: boolean): readonly PlannedRuns[] {
    const isDue = this.#course.late ? isLast : this.#dry === GATED_AFTER;
    if (!nominee || !isDue || this.#promotionsLeft === 0) return [];
    const total = runsAtLook(this.#study.policy, this.#course.looksOf(1));
    const topUp = this.#measureBaseline(Math.max(0, total - this.#have));
    return [...topUp, this.#measure(nominee, total), ...this.#promote(nominee, isLast)];
  }

  #firstLook(spec: Spec): PlannedLook {
    this.#candidates += 1;
    this.#tried.add(specId(spec));
    return { spec, look: 1, last: this.#course.looksOf(this.#candidates) };
  }

  /** New candidates: single changes in the study's own order, then pairs where it may propose them. */
  #fresh(cycle: number): readonly Spec[] {
    const { study, seed, generators, policy } = this.#study;
    const { name, baseline: origin, hasExamples } = this.#phase;
    const baseline = this.#baseline;
    const context = { baseline, values: candidateValues(this.#study, origin), hasExamples };
    const decided = ({ spec }: { readonly spec: Spec }): boolean => this.#tried.has(specId(spec));
    const most = policy.candidatesPerCycle;
    const asked = { study, seed, cycle, generators, first: [], leading: null, context };
    const single = propose({ ...asked, decided, most });
    if (single.length > 0 || this.#waiting.length > 0 || !generators.includes(PAIRWISE)) {
      return single.map(({ spec }) => spec);
    }
    const rng = seededRandom(seedFromText(`${study}/${name}/${seed}/${cycle}/pairs`));
    const pairs = pairwise.propose({ ...context, rng }).filter((each) => !decided(each));
    return pairs.slice(0, most).map(({ spec }) => spec);
  }

  #isOver(cycle: number): boolean {
    return this.#waiting.length === 0 && this.#fresh(cycle + 1).length === 0;
  }

  /** The runs that verify a promotion; none where the course has none now. */
  #promote(spec: Spec | undefined, isOver: boolean): readonly PlannedRuns[] {
    if (!spec || this.#promotionsLeft === 0 || (this.#course.late && !isOver)) return [];
    const verified = this.#beside(spec, this.#study.policy.verifyRuns);
    this.#promotionsLeft -= 1;
    this.#baseline = spec;
    this.#have = this.#firstRuns();
    this.#tried = new Set();
    this.#waiting = [];
    this.#dry = 0;
    return verified;
  }

  #end(): readonly PlannedRuns[] {
    this.#ended = true;
    const { baseline, hasHeldOut } = this.#phase;
    if (!hasHeldOut || specId(baseline) === specId(this.#baseline)) return [];
    const { runs } = this.#study.policy;
    const old = { ...this.#measure(baseline, runs, 'held-out'), needs: 2 * runs };
    return [old, this.#measure(this.#baseline, runs, 'held-out')];
  }

  #measureBaseline(runs: number): readonly PlannedRuns[] {
    this.#have = Math.min(runsAtLook(this.#study.policy, 3), this.#have + runs);
    return runs > 0 ? [this.#measure(this.#baseline, runs)] : [];
  }

  /** The baseline and another spec, side by side. */
  #beside(other: Spec, runs: number): readonly PlannedRuns[] {
    const old = { ...this.#measure(this.#baseline, runs), needs: 2 * runs };
    return [old, this.#measure(other, runs)];
  }

  #measure(spec: Spec, runs: number, items: PlannedRuns['items'] = 'steering'): PlannedRuns {
    return { phase: this.#phase.name, spec, runs, needs: runs, items };
  }

  /** Runs that a look adds to those of the look before; before 0: all of them. */
  #lookRuns(look: Look, before: number): number {
    if (look === 1) return this.#firstRuns();
    const earlier = before === 1 || before === 2 ? runsAtLook(this.#study.policy, before) : 0;
    return runsAtLook(this.#study.policy, look) - earlier;
  }

  #firstRuns(): number {
    const { runs, minSamples, determinism, curtail } = this.#study.policy;
    const mayBeFewer = determinism === 'auto' || curtail;
    return this.#course.endsEarly && mayBeFewer ? minSamples : runs;
  }

  #variedFactors(): number {
    const values = candidateValues(this.#study, this.#phase.baseline);
    return FACTORS.filter((factor) => values[factor].length > 1).length;
  }
}

/** The cycle after which a likely search has something to gate. */
const GATED_AFTER = 4;

function lookedAtAgain({ look, last, spec }: PlannedLook): PlannedLook {
  return { spec, last, look: look === 1 ? 2 : 3 };
}
