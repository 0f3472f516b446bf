import { sha256 } from '../../activities/store/sha256';
import { decisionLines, NO_LINE_BEFORE } from '../../src/history/decision-log';
import type { StudyEvent } from '../../src/history/study-event';
import { filesOf, LOG_FILE, openFile } from '../../src/history/study-files';
import { describeIssues } from '../../src/input-issue';

/** Every file of a study as its events make it, by name; taken up from the files before, where there are any. */
export function projected(
  events: readonly StudyEvent[],
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const files = { ...before };
  for (const event of events) {
    for (const name of filesOf(event)) {
      const file = openFile(name, files[name]);
      if (!file.ok) throw new Error(`${name}: ${describeIssues(file.issues)}`);
      file.value.apply(event);
      files[name] = file.value.text();
    }
  }
  return files;
}

/** The log that the events make. */
export function logOf(events: readonly StudyEvent[]): Record<string, string> {
  const lines = decisionLines(events, NO_LINE_BEFORE, sha256);
  return { [LOG_FILE]: lines.map((line) => `${line}\n`).join('') };
}
