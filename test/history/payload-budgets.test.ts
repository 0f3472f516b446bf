import { MAX_CARRIED_BYTES } from '../../src/study/carried-state';
import { payloadsOf } from '../support/payloads';
import { type RecordedHistory, recordedHistories } from '../support/recorded-histories';

/** Of what is ours in a history; a server warns at 256 KiB and refuses 2 MiB. */
const MAX_PAYLOAD = 131_072;

describe('the histories that every version left', () => {
  let recorded: readonly RecordedHistory[];

  beforeAll(async () => {
    recorded = await recordedHistories();
  });

  it('hold no payload above 128 KiB', () => {
    const large = recorded.flatMap(({ file, history }) =>
      payloadsOf(history)
        .filter(({ bytes }) => bytes > MAX_PAYLOAD)
        .map((payload) => ({ file, ...payload })),
    );
    expect(large).toEqual([]);
  });

  it('hand less than 64 KiB to the next cycle', () => {
    const handedOn = recorded.flatMap(({ history }) =>
      payloadsOf(history).filter(({ event }) => event.endsWith('CONTINUED_AS_NEW')),
    );
    // Two each: the study and what it carries on.
    expect(handedOn.length).toBeGreaterThan(20);
    expect(handedOn.filter(({ bytes }) => bytes >= MAX_CARRIED_BYTES)).toEqual([]);
  });
});
