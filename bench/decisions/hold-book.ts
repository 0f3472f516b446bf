import type { Decision } from '../../src/gates/gate';
import type { News } from '../../src/loop/desk';

/** What became of the candidates that were held. */
export interface HoldCounts {
  readonly opened: number;
  /** Promoted or rejected at a later look, for a reason other than that the runs ran out. */
  readonly decided: number;
  /** Rejected at the last look, since it could not be decided. */
  readonly ranOut: number;
  /** Dropped since another baseline came. */
  readonly superseded: number;
}

/** How a REJECT says that the last look was not enough: `src/gates/first-match.ts`. */
const RAN_OUT = /^(?:not proven within the run budget|unstable to the last look)/u;
const INAPPLICABLE = { verdict: 'REJECT', reason: 'cannot be served' } as const;

export const NO_HOLDS: HoldCounts = { opened: 0, decided: 0, ranOut: 0, superseded: 0 };

/** Follows every candidate from its first HOLD on; a repair in between leaves it the same candidate. */
export class HoldBook {
  counts: HoldCounts = NO_HOLDS;
  private readonly waiting = new Set<string>();

  note(news: News): void {
    if (news.what === 'decided') this.decided(news.plan.label, news.decided.decision);
    if (news.what === 'inapplicable') this.decided(news.plan.label, INAPPLICABLE);
    if (news.what === 'promoted') this.baselineChanged();
  }

  baselineChanged(): void {
    this.add({ superseded: this.waiting.size });
    this.waiting.clear();
  }

  /** @param label - names the candidate as long as it waits */
  decided(label: string, { verdict, reason }: Pick<Decision, 'verdict' | 'reason'>): void {
    const waited = this.waiting.has(label);
    if (verdict === 'HOLD') {
      this.waiting.add(label);
      this.add({ opened: waited ? 0 : 1 });
      return;
    }
    this.waiting.delete(label);
    if (!waited) return;
    this.add(RAN_OUT.test(reason) ? { ranOut: 1 } : { decided: 1 });
  }

  private add({ opened = 0, decided = 0, ranOut = 0, superseded = 0 }: Partial<HoldCounts>): void {
    this.counts = {
      opened: this.counts.opened + opened,
      decided: this.counts.decided + decided,
      ranOut: this.counts.ranOut + ranOut,
      superseded: this.counts.superseded + superseded,
    };
  }
}
