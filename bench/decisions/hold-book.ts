import type { Verdict } from '../../src/gates/gate';
import type { News } from '../../src/loop/desk';

/** What became of the candidates that were held. */
export interface HoldCounts {
  readonly opened: number;
  /** Promoted or rejected at a later look. */
  readonly decided: number;
  /** Dropped since another baseline came. */
  readonly superseded: number;
}

export const NO_HOLDS: HoldCounts = { opened: 0, decided: 0, superseded: 0 };

/** Follows every candidate from its first HOLD on; a repair in between leaves it the same candidate. */
export class HoldBook {
  counts: HoldCounts = NO_HOLDS;
  private readonly waiting = new Set<string>();

  note(news: News): void {
    if (news.what === 'decided') this.decided(news.plan.label, news.decided.decision.verdict);
    if (news.what === 'inapplicable') this.decided(news.plan.label, 'REJECT');
    if (news.what === 'promoted') this.baselineChanged();
  }

  baselineChanged(): void {
    this.add({ superseded: this.waiting.size });
    this.waiting.clear();
  }

  /** @param label - names the candidate as long as it waits */
  decided(label: string, verdict: Verdict): void {
    const waited = this.waiting.has(label);
    if (verdict === 'HOLD') {
      this.waiting.add(label);
      this.add({ opened: waited ? 0 : 1 });
      return;
    }
    this.waiting.delete(label);
    this.add({ decided: waited ? 1 : 0 });
  }

  private add({ opened = 0, decided = 0, superseded = 0 }: Partial<HoldCounts>): void {
    this.counts = {
      opened: this.counts.opened + opened,
      decided: this.counts.decided + decided,
      superseded: this.counts.superseded + superseded,
    };
  }
}
