import type { StudyFiles, Tools } from './study-files';
import type { StudyHead } from './study-head';

/** What a verification looks at. */
export interface VerifyRequest {
  readonly study: string;
  readonly files: StudyFiles;
  readonly tools: Tools;
  /** Heads that a person kept. */
  readonly heads?: readonly StudyHead[];
  /** Told what is looked at. */
  readonly progress?: (what: string) => void;
}
