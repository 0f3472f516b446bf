import { join } from 'node:path';
import type { OpenStore, StoreFiles } from '../store/medium';

/** What is remembered of a target, in `notifications/<target>.json` of the store. */
export interface TargetRecord {
  readonly schemaVersion: 1;
  /** Who delivers now: one worker at a time. */
  readonly lease: { readonly holder: string; readonly until: number } | null;
  /** Per study, how far its log is dealt with: delivered, given up, or nothing to tell. */
  readonly studies: Readonly<Record<string, LogPlace>>;
  /** Ids of the troubles that it was told of and that still stand. */
  readonly troubles: readonly string[];
  /** Null: the last attempt went well. */
  readonly failing: Failing | null;
  readonly delivered: number;
  readonly givenUp: number;
  /** The last ones that were given up, newest last, at most `MOST_LOST`. */
  readonly lost: readonly Lost[];
}

/** A place in a log: after its line that begins at byte `start` and has this hash. */
export interface LogPlace {
  /** Bytes up to here. */
  readonly bytes: number;
  readonly start: number;
  /** SHA-256 of the line; empty: before the first. */
  readonly line: string;
}

/** All times in milliseconds since 1970. */
export interface Failing {
  /** When the first of these attempts failed. */
  readonly since: number;
  readonly attempts: number;
  readonly nextAt: number;
  readonly why: string;
}

export interface Lost {
  readonly id: string;
  readonly type: string;
  readonly study: string;
  readonly at: string;
  readonly why: string;
}

export const MOST_LOST = 20;

export const LOG_START: LogPlace = { bytes: 0, start: 0, line: '' };

export const NEW_RECORD: TargetRecord = {
  schemaVersion: 1,
  lease: null,
  studies: {},
  troubles: [],
  failing: null,
  delivered: 0,
  givenUp: 0,
  lost: [],
};

export const NOTIFICATIONS_FOLDER = 'notifications';

export function recordFile({ root }: Pick<StoreFiles, 'root'>, target: string): string {
  return join(root, NOTIFICATIONS_FOLDER, `${target}.json`);
}

/** Undefined: this target was never seen. One whose file cannot be read hears of everything again: nothing is lost. */
export async function readRecord(
  files: StoreFiles,
  target: string,
): Promise<TargetRecord | undefined> {
  const text = await files.text(recordFile(files, target));
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { ...NEW_RECORD, ...value } : NEW_RECORD;
  } catch {
    return NEW_RECORD;
  }
}

function isRecord(value: unknown): value is TargetRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === 1 &&
    'studies' in value &&
    typeof value.studies === 'object' &&
    value.studies !== null
  );
}

export async function writeRecord(
  store: OpenStore,
  target: string,
  record: TargetRecord,
): Promise<void> {
  await store.makeFolder(join(store.root, NOTIFICATIONS_FOLDER));
  await store.replace(recordFile(store, target), `${JSON.stringify(record)}\n`);
}
