import type { PoolView } from '../pool/pool-view';
import type { StudyStatus } from '../study/status';
import type { StudyReport } from '../study/study-report';
import type { Wait } from './client/waits';

/** A study as its own word and the server together tell it: what `ratchet status <study> --json` prints. */
export interface StudyView {
  readonly study: string;
  /** The study's own word, or the server's where a workflow ended without one (`terminated`). */
  readonly state: string;
  readonly runId: string;
  readonly taskQueue: string;
  /** The answer to the query; null: nobody answered. */
  readonly status: StudyStatus | null;
  /** Why nobody answered the query; null when somebody did. */
  readonly silence: string | null;
  /** What keeps activities from getting on; empty when nothing does. */
  readonly waits: readonly Wait[];
  /** The pools of which it holds or awaits a slot. */
  readonly pools: readonly PoolView[];
  /** Null while it is open, or when it ended without one. */
  readonly report: StudyReport | null;
  /** Why its workflow failed; null when it did not. */
  readonly failure: string | null;
}
