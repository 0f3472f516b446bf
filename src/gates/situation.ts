import type { GateEvidence } from '../runs/gate-evidence';
import type { Policy } from '../study/study';
import type { Look } from './ledger';

/** What a verdict is about, besides the gates. */
export interface Situation {
  readonly candidate: GateEvidence;
  readonly baseline: GateEvidence;
  readonly policy: Policy;
  readonly look: Look;
  /** How often this look may err; 0 where no ticket was taken. */
  readonly level: number;
  readonly diagnosis: string;
}
