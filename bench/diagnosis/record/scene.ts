import type { JsonObject } from '../../../src/json';
import type { Cause, LabelledEvaluation, LabelledSpec } from '../labelled-evaluation';
import type { FaultPlan } from './fault';
import type { ModelName, Stage } from './stage';

/** One evaluation to be made, with the cause that is brought about in it. */
export interface Scene {
  readonly id: string;
  readonly cause: Cause;
  readonly how: string;
  readonly model: ModelName;
  readonly suite: 'atomic' | 'extended';
  readonly items: readonly string[];
  readonly spec: Partial<LabelledSpec>;
  readonly runs: number;
  readonly untried: readonly string[];
  readonly params?: JsonObject;
  /** Is the model unloaded before the first run? Else it is warm. */
  readonly cold?: boolean;
  readonly faults?: FaultPlan;
  /** Done before a run is made. */
  readonly before?: (run: number, stage: Stage) => Promise<void>;
  /** Started together with a run. */
  readonly during?: (run: number, stage: Stage) => Promise<void>;
  /** Did the cause bite? An evaluation where it did not is left out, and counted. */
  readonly bites: (evaluation: LabelledEvaluation) => boolean;
}
