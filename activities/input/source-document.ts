import type { InputIssue } from '../../src/input-issue';

/** What a YAML or JSON file holds, and where each of its fields stands. */
export interface SourceDocument {
  readonly file: string;
  readonly value: unknown;
  /** Where a field stands; for a missing one, the nearest place around it that is there. */
  where(path: InputIssue['path']): Position;
}

/** Counted from 1, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}
