import type { CarriedState } from '../../study/carried-state';
import type { StudyFile } from '../../study/parse-study-file';

/** The file of a bundle that names all others. */
export const BUNDLE_FILE = 'bundle.json';
export const BUNDLE_SCHEMA_VERSION = 1;

/** A study on its way from one server to another: a folder with this manifest, its files, and its suites. */
export interface Bundle {
  readonly schemaVersion: typeof BUNDLE_SCHEMA_VERSION;
  readonly study: string;
  /** The run that ended it. */
  readonly runId: string;
  /** The last event of its log. */
  readonly last: { readonly seq: number; readonly cycle: number };
  /** As its owner wrote it. */
  readonly input: StudyFile;
  readonly state: CarriedState;
  /** By phase, the file in the bundle that holds its suite; built-in ones and those that were not found are not there. */
  readonly suites: Readonly<Record<string, string>>;
  /** Every other file of the bundle, in order of its path. */
  readonly files: readonly BundledFile[];
}

export interface BundledFile {
  /** With `/` between folders: `studies/lfm/routing_decisions.log`, `suites/atomic.yaml`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where the files of its study lie in a bundle, as in a data folder. */
export function bundledStudy(study: string): string {
  return `studies/${study}`;
}
