import { canonicalJson } from '../canonical-json';
import type { StudyEvent } from './study-event';

/** One line of `routing_decisions.log`: an event, and the hash of the line before it. */
export type DecisionLine = StudyEvent & {
  readonly schemaVersion: 1;
  /** SHA-256 of the line before, without its line end; 64 zeros in the first line. */
  readonly previous: string;
};

export const NO_LINE_BEFORE = '0'.repeat(64);

/** The event as a line of the log, without line end. */
export function decisionLine(event: StudyEvent, previous: string): string {
  return canonicalJson({ ...event, schemaVersion: 1, previous });
}

/** The event that a line holds. */
export function eventOf(line: DecisionLine): StudyEvent {
  const { schemaVersion: _, previous: _previous, ...event } = line;
  return event;
}

/** The lines that follow a line of hash `previous`, each with the hash of the one before it. */
export function decisionLines(
  events: readonly StudyEvent[],
  previous: string,
  sha256: (text: string) => string,
): readonly string[] {
  const lines: string[] = [];
  let before = previous;
  for (const event of events) {
    const line = decisionLine(event, before);
    lines.push(line);
    before = sha256(line);
  }
  return lines;
}
