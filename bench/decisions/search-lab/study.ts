import { continueNow, nominate, whyStop } from '../../../src/search/nominate';
import { proposeScreening } from '../../../src/search/propose-screening';
import {
  NO_SCREENING,
  type Screening,
  screeningRuns,
  withRuns,
} from '../../../src/search/screening';
import { type SearchView, viewOf } from '../../../src/search/search-view';
import type { Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import { type Rng, seededRandom } from '../../../src/statistics/seeded-random';
import { oneRun } from '../run-in-world';
import { isBest, type World } from '../world';
import { type GateRuns, look } from './gate';

/** What a simulated study came to; runs are counted from the first one on. */
export interface LabResult {
  /** Runs until the working spec was one of the best for the first time; null: never. */
  readonly working: number | null;
  /** Runs until one of the best was promoted. */
  readonly certified: number | null;
  readonly used: number;
  readonly promotions: number;
}

export interface LabPlan {
  readonly seed: number;
  readonly mostRuns: number;
}

const LOOKS = [
  { runs: 7, share: 0.5 },
  { runs: 14, share: 0.25 },
  { runs: 28, share: 0.25 },
];
const TICKETS = 16;

/** A study on a planted landscape with the search of `src/search`, its gate reduced to the exact test. */
export class LabStudy {
  private readonly world: World;
  private readonly plan: LabPlan;
  private readonly rng: Rng;
  private screening: Screening = NO_SCREENING;
  private baseline: Spec;
  private gates = new Map<string, GateRuns>();
  private rejected = new Set<string>();
  private tickets = new Map<string, { level: number; looks: number }>();
  private ticketsTaken = 0;
  private carry = 0;
  private used = 0;
  private promotions = 0;
  private working: number | null = null;
  private certified: number | null = null;

  constructor(world: World, plan: LabPlan) {
    this.world = world;
    this.plan = plan;
    this.rng = seededRandom(plan.seed * 104_729 + 7);
    this.baseline = world.start;
  }

  play(): LabResult {
    this.topUp(this.baseline, 7);
    let [dry, waited] = [0, 0];
    while (this.used < this.plan.mostRuns && whyStop(this.view(), dry) === null) {
      this.screen(dry);
      const view = this.view();
      if (this.working === null && isBest(this.world, view.working)) this.working = this.used;
      const nomination = nominate(view, waited);
      waited = nomination.waited;
      const before = this.promotions;
      if (nomination.nominee !== null) this.gate(nomination.nominee);
      dry = this.promotions > before ? 0 : dry + 1;
    }
    const { working, certified, used, promotions } = this;
    return { working, certified, used, promotions };
  }

  private view(): SearchView {
    const { space, values } = this.world;
    return viewOf({
      space,
      values,
      screening: this.screening,
      baseline: this.baseline,
      rejected: (spec) => this.rejected.has(specId(spec)),
      held: (spec) => this.tickets.has(specId(spec)),
      seed: this.used,
    });
  }

  private screen(cyclesWithoutPromotion: number): void {
    const { promotions } = this;
    const runs = screeningRuns(this.screening, { promotions, cyclesWithoutPromotion });
    const request = { most: 4, runs, first: [], modelGuided: true, pairwise: true };
    for (const { spec } of proposeScreening(this.view(), request)) this.measure(spec, runs);
  }

  private measure(spec: Spec, count: number): readonly (readonly number[])[] {
    const rows = Array.from({ length: count }, () => oneRun(this.world, spec, this.rng));
    this.used += count;
    const { items, space } = this.world;
    const passesByRun = rows.map((row) => row.reduce((sum, each) => sum + each, 0));
    this.screening = withRuns(this.screening, space, { spec, items, passesByRun });
    return rows;
  }

  private topUp(spec: Spec, runs: number): GateRuns {
    const before = this.gates.get(specId(spec)) ?? {
      byItem: Array.from({ length: this.world.items }, () => 0),
      byRun: [],
    };
    const after = this.measure(spec, Math.max(0, runs - before.byRun.length)).reduce<GateRuns>(
      ({ byItem, byRun }, row) => ({
        byItem: byItem.map((passes, item) => passes + (row[item] ?? 0)),
        byRun: [...byRun, row.reduce((sum, each) => sum + each, 0)],
      }),
      before,
    );
    this.gates.set(specId(spec), after);
    return after;
  }

  private gate(nominee: Spec): void {
    const id = specId(nominee);
    const ticket = this.tickets.get(id) ?? { level: this.takeTicket(), looks: 0 };
    this.tickets.set(id, ticket);
    for (const { runs, share } of LOOKS.slice(ticket.looks)) {
      ticket.looks += 1;
      const baseline = this.topUp(this.baseline, runs);
      const level = ticket.level * share;
      const found = look(this.topUp(nominee, runs), baseline, { level, isLast: runs === 28 });
      if (found === 'PROMOTE') return this.promote(nominee, ticket.level);
      if (typeof found === 'string') return void this.rejected.add(id);
      if (!continueNow(found.distance, { runs, mostRuns: 28 })) return;
    }
  }

  private takeTicket(): number {
    this.ticketsTaken += 1;
    const number = this.ticketsTaken;
    const own =
      number <= TICKETS ? (0.05 * 0.8) / TICKETS : (0.05 * 0.2 * TICKETS) / (number * (number - 1));
    const level = own + this.carry;
    this.carry = 0;
    return level;
  }

  private promote(spec: Spec, level: number): void {
    this.promotions += 1;
    this.carry = level;
    this.baseline = spec;
    this.rejected = new Set();
    this.tickets = new Map();
    if (this.certified === null && isBest(this.world, spec)) this.certified = this.used;
  }
}
