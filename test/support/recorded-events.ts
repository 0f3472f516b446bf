import type { StudyEvent } from '../../src/history/study-event';
import { recordedHistories } from './recorded-histories';

/**
 * The events of a study that ran on a real server, as its workflows sent them to the store, in order.
 *
 * @param folder - below `test/histories`: `0.2.0/worked-example`
 */
export async function recordedEvents(folder: string): Promise<readonly StudyEvent[]> {
  const histories = await recordedHistories((file) => file.startsWith(`${folder}/`));
  const events = histories.flatMap(({ history }) => batchesIn(history)).flat();
  return events.toSorted((one, other) => one.seq - other.seq);
}

interface Recorded {
  readonly events: readonly {
    readonly activityTaskScheduledEventAttributes?: {
      readonly activityType: { readonly name: string };
      readonly input: { readonly payloads: readonly { readonly data: string }[] };
    };
  }[];
}

function batchesIn(history: unknown): readonly (readonly StudyEvent[])[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- recorded by this project's own script
  const { events } = history as Recorded;
  return events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
    if (scheduled?.activityType.name !== 'recordEvents') return [];
    const text = Buffer.from(scheduled.input.payloads[0]?.data ?? '', 'base64').toString('utf8');
    return [JSON.parse(text).events];
  });
}
