import { heartbeat } from '@temporalio/activity';
import { wordOf } from './void-attempts';

/** What every heartbeat of a run tells, since each replaces the one before. */
export interface Word {
  readonly now: () => object;
  /** Who holds the slots that the run waits for. */
  readonly waits: (why: string) => void;
  /** It waits no longer. */
  readonly goesOn: () => void;
}

export function createWord(voids: readonly string[]): Word {
  let waitsFor: string | null = null;
  const now = (): object => ({ ...wordOf(voids), ...(waitsFor !== null && { waitsFor }) });
  return {
    now,
    waits: (why) => {
      waitsFor = why;
      heartbeat(now());
    },
    goesOn: () => {
      waitsFor = null;
    },
  };
}
