import { join } from 'node:path';
import { readNews } from '../../../activities/notify/read-news';
import {
  type Lost,
  LOG_START,
  NOTIFICATIONS_FOLDER,
  readRecord,
  type TargetRecord,
} from '../../../activities/notify/target-record';
import type { StoreFiles } from '../../../activities/store/medium';
import type { Target } from '../../notifications/target';
import { wants } from '../../notifications/wants';

/** How the deliveries to one target stand, as the store has it. */
export interface DeliveryState {
  readonly target: string;
  /** Of all studies, since the target is told. */
  readonly delivered: number;
  readonly givenUp: number;
  /** The last ones that were given up, of the studies that were asked for, newest last. */
  readonly lost: readonly Lost[];
  /** Attempts that fail now; null: the last one went well. Times in ISO 8601. */
  readonly failing: {
    readonly attempts: number;
    readonly since: string;
    readonly nextAt: string;
    readonly why: string;
  } | null;
  /**
   * Events that it is still to be told of, at most `MOST_COUNTED` per study; troubles are in no log, and not counted.
   * Null: what it wants to hear of is not known here.
   */
  readonly waiting: number | null;
}

/** More than these say no more. */
export const MOST_COUNTED = 100;

/**
 * Reads what workers have told their targets; changes nothing.
 *
 * @param targets - of the notifications file; null: it is not known here, so all that were ever told are named
 * @param study - the one that is asked for; undefined: all
 */
export async function deliveryStates(
  files: StoreFiles,
  targets: readonly Target[] | null,
  study?: string,
): Promise<readonly DeliveryState[]> {
  const states: DeliveryState[] = [];
  for (const { name, target } of targets?.map(named) ?? (await everTold(files))) {
    const record = await readRecord(files, name);
    if (!record || !concerns(target, study)) continue;
    const asked = study === undefined ? await files.studyNames() : [study];
    const waiting = target && (await countWaiting(files, record, { target, studies: asked }));
    states.push(stateOf(name, record, { waiting, study }));
  }
  return states;
}

interface Named {
  readonly name: string;
  readonly target: Target | null;
}

function named(target: Target): Named {
  return { name: target.name, target };
}

async function everTold(files: StoreFiles): Promise<readonly Named[]> {
  const names = await files.namesBelow(join(files.root, NOTIFICATIONS_FOLDER));
  return names
    .filter((name) => /^[a-z0-9-]+\.json$/.test(name))
    .map((name) => ({ name: name.slice(0, -'.json'.length), target: null }));
}

function concerns(target: Target | null, study: string | undefined): boolean {
  return study === undefined || !target?.studies || target.studies.includes(study);
}

function stateOf(
  target: string,
  { delivered, givenUp, lost, failing }: TargetRecord,
  { waiting, study }: { readonly waiting: number | null; readonly study: string | undefined },
): DeliveryState {
  return {
    target,
    delivered,
    givenUp,
    lost: lost.filter((each) => study === undefined || each.study === study),
    failing: failing && {
      ...failing,
      since: new Date(failing.since).toISOString(),
      nextAt: new Date(failing.nextAt).toISOString(),
    },
    waiting,
  };
}

async function countWaiting(
  files: StoreFiles,
  record: TargetRecord,
  { target, studies }: { readonly target: Target; readonly studies: readonly string[] },
): Promise<number> {
  const counts = await Promise.all(
    studies.map(async (study) => {
      let after = record.studies[study] ?? LOG_START;
      for (let count = 0; count < MOST_COUNTED; count += 1) {
        const found = await readNews(files, study, { after, wants: (news) => wants(target, news) });
        if (!found.news) return count;
        after = found.place;
      }
      return MOST_COUNTED;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
