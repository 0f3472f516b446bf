import type { News, Notification } from '../../src/notifications/notification';
import type { Target } from '../../src/notifications/target';
import { wants } from '../../src/notifications/wants';
import type { Medium } from '../store/medium';
import { type Deliver, type Delivered, failed } from './delivery';
import { notificationId } from './notification-id';
import { readNews } from './read-news';
import { settle } from './settle';
import { isOthers, type TargetDesk, targetDesk } from './target-desk';
import { LOG_START, type LogPlace, type TargetRecord } from './target-record';

/** A trouble that a study waits with now. */
export interface StandingTrouble {
  /** The same for as long as it stands and nobody sends the study a message. */
  readonly key: string;
  readonly news: News;
}

export interface Telling {
  readonly medium: Medium;
  /** Id of the store. */
  readonly store: string;
  readonly target: Target;
  readonly deliver: Deliver;
  /** Name of this deliverer, no other has it. */
  readonly holder: string;
  readonly signal: AbortSignal;
  /** Undefined: cannot be told now. */
  readonly troubles: () => Promise<readonly StandingTrouble[] | undefined>;
  readonly now: () => number;
  /** How often it was tried, for metrics. */
  readonly tried?: (result: Result) => void;
}

type Result = 'delivered' | 'failed' | 'given-up';

/** Logs are read on from here although nothing of them was to be told: kept so that a restart need not read it all again. */
const UNKEPT_BYTES = 1_048_576;

/** Tells one target, turn by turn. */
export interface Teller {
  /** Makes sure that it hears of what happens from now on. */
  begin(): Promise<void>;
  /** Tells it all that is due. Returns when nothing is, another worker does it, or an attempt failed. */
  turn(): Promise<void>;
}

/**
 * Delivers to one target in order, at least once: the place in the log moves only after an attempt that went well, and
 * is written before the next one. A crash between the two repeats a notification, with the same id.
 */
export function tellTarget(telling: Telling): Teller {
  const { medium, target, holder, now } = telling;
  const desk = targetDesk(medium, target, { holder, now });
  const read = new Map<string, ReadOn>();
  return {
    begin: async () => void (await desk.begin()),
    turn: async () => {
      const seen = (await desk.look()) ?? (await desk.begin());
      if (await isDue(telling, seen, read)) await tellAll(telling, { desk, read });
    },
  };
}

async function isDue(
  telling: Telling,
  record: TargetRecord,
  read: Map<string, ReadOn>,
): Promise<boolean> {
  const now = telling.now();
  if (isOthers(record, telling.holder, now)) return false;
  if (record.failing && record.failing.nextAt > now) return false;
  return (await nextDue(telling, record, read)) !== null || unkept(record, read) >= UNKEPT_BYTES;
}

async function tellAll(telling: Telling, { desk, read }: Work): Promise<void> {
  let record = await desk.change((was) => ({ ...was, ...places(was, read) }));
  try {
    while (record && !telling.signal.aborted) {
      record = await tellNext(telling, record, { desk, read });
    }
  } finally {
    await desk.leave();
  }
}

interface Work {
  readonly desk: TargetDesk;
  readonly read: Map<string, ReadOn>;
}

/** @returns the record to go on with; null where this turn is over */
async function tellNext(
  telling: Telling,
  record: TargetRecord,
  { desk, read }: Work,
): Promise<TargetRecord | null> {
  const due = await nextDue(telling, record, read);
  const delivered = due && (await attempt(telling, due));
  if (!due || !delivered) return null;
  let done = false;
  const changed = await desk.change((was) => {
    const { notification } = due;
    const settled = settle(was, telling.target, { notification, delivered, now: telling.now() });
    done = settled.done;
    return done ? due.after(settled.record) : settled.record;
  });
  telling.tried?.(resultOf(delivered, done));
  return done ? changed : null;
}

/** @returns null where it was cut off by us, which says nothing of the target */
async function attempt(
  { deliver, signal }: Telling,
  { notification }: Due,
): Promise<Delivered | null> {
  const delivered = await deliver(notification, signal).catch(() => failed('it broke'));
  return signal.aborted && !delivered.ok ? null : delivered;
}

function resultOf({ ok }: Delivered, done: boolean): Result {
  if (ok) return 'delivered';
  return done ? 'given-up' : 'failed';
}

/** A notification whose turn it is, and the record once it is dealt with. */
interface Due {
  readonly notification: Notification;
  after(record: TargetRecord): TargetRecord;
}

async function nextDue(
  telling: Telling,
  record: TargetRecord,
  read: Map<string, ReadOn>,
): Promise<Due | null> {
  return (await troubleDue(telling, record)) ?? (await eventDue(telling, record, read));
}

/** Troubles first: a person is waited for. */
async function troubleDue(telling: Telling, record: TargetRecord): Promise<Due | null> {
  const { store, target } = telling;
  if (!target.events.includes('trouble')) return null;
  const standing = await telling.troubles();
  if (!standing) return null;
  const next = standing.find(
    ({ key, news }) => !record.troubles.includes(key) && wants(target, news),
  );
  if (!next) return null;
  const keys = standing.map(({ key }) => key);
  return {
    notification: notificationOf(next.news, notificationId(store, 'trouble', next.key)),
    after: (was) => ({
      ...was,
      troubles: [...was.troubles.filter((key) => keys.includes(key)), next.key],
    }),
  };
}

async function eventDue(
  { medium, store, target }: Telling,
  record: TargetRecord,
  read: Map<string, ReadOn>,
): Promise<Due | null> {
  for (const study of await medium.studyNames()) {
    const kept = record.studies[study] ?? LOG_START;
    const after = readFurther(kept, read.get(study));
    const found = await readNews(medium, study, { after, wants: (news) => wants(target, news) });
    const { news, place } = found;
    if (news) {
      const { seq = 0, id = '' } = news.data.event ?? {};
      return {
        notification: notificationOf(news, notificationId(store, study, seq, id, news.timestamp)),
        after: (was) => ({ ...was, studies: { ...was.studies, [study]: place } }),
      };
    }
    read.set(study, { from: kept, place });
  }
  return null;
}

function notificationOf(news: News, id: string): Notification {
  return { schemaVersion: 1, id, ...news };
}

/** How far a log was read here without anything to tell, from the place that the record had then. */
interface ReadOn {
  readonly from: LogPlace;
  readonly place: LogPlace;
}

/** Where the record moved meanwhile, by this worker or another, its place counts. */
function readFurther(kept: LogPlace = LOG_START, read: ReadOn | undefined): LogPlace {
  const stands = read?.from.bytes === kept.bytes && read.from.line === kept.line;
  return stands ? read.place : kept;
}

function unkept({ studies }: TargetRecord, read: ReadonlyMap<string, ReadOn>): number {
  return [...read].reduce((sum, [study, on]) => {
    const kept = studies[study] ?? LOG_START;
    return sum + Math.abs(readFurther(kept, on).bytes - kept.bytes);
  }, 0);
}

function places(
  { studies }: TargetRecord,
  read: ReadonlyMap<string, ReadOn>,
): Pick<TargetRecord, 'studies'> {
  const moved = [...read].map(([study, on]) => [study, readFurther(studies[study], on)]);
  return { studies: { ...studies, ...Object.fromEntries(moved) } };
}
