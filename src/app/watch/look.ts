import type { StudyView } from '../study-view';
import type { TimeLeft } from './time-left';
import type { UnderWay } from './under-way';

/** What one look at a study shows. */
export interface Look extends StudyView {
  readonly underWay: readonly UnderWay[];
  /** Estimated; null: too little is known. */
  readonly timeLeft: TimeLeft | null;
  readonly open: boolean;
}
