import { join } from 'node:path';
import type { StoreFiles } from '../../../activities/store/medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { eventOf } from '../../history/decision-log';
import { parseDecisionLine } from '../../history/parse-decision-line';
import type { StudyEvent } from '../../history/study-event';
import { LOG_FILE } from '../../history/study-files';

/** Reads a study's log as it grows. */
export interface DecisionFile {
  /** The entries since the last call, oldest first; none where there is no log. */
  news(): Promise<readonly StudyEvent[]>;
}

/**
 * The log of a study in a store.
 *
 * @param since - entries before this time are another start's and left out
 */
export function decisionFile(stored: StoreFiles, study: string, since: Date): DecisionFile {
  const path = join(studyFolder(stored.root, study), LOG_FILE);
  let offset = 0;
  return {
    news: async () => {
      const log = await stored.lookAtLog(path);
      const events: StudyEvent[] = [];
      for await (const line of stored.linesFrom(log, offset)) events.push(...eventsIn(line));
      offset = log.bytes;
      return events.filter(({ measured }) => new Date(measured.at) >= since);
    },
  };
}

/** A line that a newer version wrote is passed over. */
function eventsIn(line: string): readonly StudyEvent[] {
  const parsed = parseDecisionLine(line);
  return parsed.ok ? [eventOf(parsed.value)] : [];
}
