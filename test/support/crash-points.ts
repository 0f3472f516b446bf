import type { DiskChange } from './watched-disk';

/** A moment between two writes, or in the middle of one. */
interface Moment extends Pick<DiskChange, 'operation' | 'when'> {
  /** The end of the path of what is changed. */
  readonly file: RegExp;
}

const LOG = /studies\/[^/]+\/routing_decisions\.log$/;
const ROUTING = /studies\/[^/]+\/routing_config\.json$/;
const HISTORY = /meta_loop_history\.json$/;
const FEEDBACK = /harness_feedback\.json$/;
const CYCLE = /cycles\/\d+\.json$/;
const MARK = /projected\.json$/;
/** Half-written beside what it is to replace. */
const MARK_BESIDE = /projected\.json\.[0-9a-f-]+\.tmp$/;
const ROUTING_BESIDE = /studies\/[^/]+\/routing_config\.json\.[0-9a-f-]+\.tmp$/;
/** In the data folder itself: beside `studies/`, not in it. */
const MERGED = /^(?!.*\/studies\/).*\/routing_config\.json$/;
const TRANSCRIPT = /runs\/[0-9a-f]{64}\.jsonl\.gz$/;
const ARCHIVED = /histories\/.*\.json\.gz$/;
const MANIFEST = /histories\/.*\.manifest\.json$/;
const TURN = /store\.lock\/\d+$/;
const FREE_TURN = /store\.lock\/\d+\.free$/;

/** Where a worker is killed by tests, in the order of a write. */
export const CRASH_POINTS = {
  'the lock is made, without a name in it': at('open', 'after', TURN),
  'the lock is held, nothing else is done': at('write', 'after', TURN),
  'before lines are added to the log': at('write', 'before', LOG),
  'half of the lines are in the log': at('write', 'half', LOG),
  'the lines are in the log, not flushed': at('write', 'after', LOG),
  'the log is flushed, no file tells of it': at('sync', 'after', LOG),
  'the routes are half written beside their file': at('write', 'half', ROUTING_BESIDE),
  'the routes are flushed beside their file': at('sync', 'after', ROUTING_BESIDE),
  'before the routing file is replaced': at('rename', 'before', ROUTING),
  'the routing file is replaced': at('rename', 'after', ROUTING),
  'before the history is replaced': at('rename', 'before', HISTORY),
  'the history is replaced': at('rename', 'after', HISTORY),
  'before the feedback is replaced': at('rename', 'before', FEEDBACK),
  'the feedback is replaced': at('rename', 'after', FEEDBACK),
  'before the cycle’s file is replaced': at('rename', 'before', CYCLE),
  'the cycle’s file is replaced': at('rename', 'after', CYCLE),
  'before the merged routing file is replaced': at('rename', 'before', MERGED),
  'the merged routing file is replaced': at('rename', 'after', MERGED),
  'all files are made, before the mark is': at('open', 'before', MARK_BESIDE),
  'before the mark is replaced': at('rename', 'before', MARK),
  'the mark is replaced, the lock still held': at('rename', 'before', FREE_TURN),
  'the lock is given back, nothing reported': at('rename', 'after', FREE_TURN),
  'before a transcript is in its place': at('rename', 'before', TRANSCRIPT),
  'a transcript is written, its run not reported': at('rename', 'after', TRANSCRIPT),
  'before an archived history is in its place': at('rename', 'before', ARCHIVED),
  'a history is archived, no manifest tells of it': at('rename', 'after', ARCHIVED),
  'before the manifest is in its place': at('rename', 'before', MANIFEST),
  'the manifest is written, nothing reported': at('rename', 'after', MANIFEST),
} as const satisfies Record<string, Moment>;

export type CrashPoint = keyof typeof CRASH_POINTS;

/** Those that a write of events can come to. */
export const STORE_POINTS = points().filter(
  (point) => !/transcript|manifest|history is/.test(point),
);

export function points(): readonly CrashPoint[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant
  return Object.keys(CRASH_POINTS) as CrashPoint[];
}

export function isPoint(name: string): name is CrashPoint {
  return name in CRASH_POINTS;
}

export function isAt(point: CrashPoint, change: DiskChange): boolean {
  const { operation, when, file }: Moment = CRASH_POINTS[point];
  return change.operation === operation && change.when === when && file.test(change.path);
}

function at(operation: Moment['operation'], when: Moment['when'], file: RegExp): Moment {
  return { operation, when, file };
}

/** Which types of event is a write about? From the moment before its lines are added until the lock is given back. */
export function typesWritten(): (change: DiskChange) => ReadonlySet<string> {
  let types: ReadonlySet<string> = new Set();
  let isOver = false;
  return (change) => {
    if (isOver) types = new Set();
    isOver = isAt('the lock is given back, nothing reported', change);
    if (isAt('before lines are added to the log', change)) types = typesIn(change.text);
    return types;
  };
}

function typesIn(lines: string): ReadonlySet<string> {
  return new Set(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => String(JSON.parse(line).type)),
  );
}
