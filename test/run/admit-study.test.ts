import { createAdmitStudy } from '../../activities/admit-study';
import { jsonBytes } from '../../src/json-bytes';
import { failureOf } from '../models/support/clients';
import { aStudy } from '../support/a-study';

/** What a study may have: each cycle's history is handed all of it. */
const MOST_BYTES = 65_536;

describe('the admission of a study', () => {
  const asked: string[] = [];
  const admit = createAdmitStudy({
    storeQueue: 'store',
    models: {},
    clientOf: () => {
      throw new RangeError('Nobody is asked');
    },
    studyEnd: async (study) => {
      asked.push(study);
      return { lastSeq: 0, lastCycle: 0, routes: {} };
    },
    keepPlugin: async () => undefined,
    ownerOf: async () => 'another',
  });

  /** A study of so many bytes as JSON: of four prompts, three as long as they may be. */
  const ofBytes = (bytes: number) => {
    const full = { system: 'x'.repeat(20_000) };
    const prompted = (system: string) =>
      aStudy({ prompts: { one: full, two: full, three: full, last: { system } } });
    return prompted('x'.repeat(1 + bytes - jsonBytes(prompted('x'))));
  };

  beforeEach(() => asked.splice(0));

  it('refuses one of more than 64 KiB before anything else, and says how to mend it', async () => {
    expect(await failureOf(admit(ofBytes(MOST_BYTES + 1)))).toMatchObject({
      type: 'STUDY_INVALID',
      nonRetryable: true,
      message:
        'Cannot start lfm: expected a study of at most 65536 bytes as JSON, found 65537; shorten its prompts, or make two studies of it',
    });
    expect(asked).toEqual([]);
  });

  it('looks further at one that is as large as may be', async () => {
    expect(await failureOf(admit(ofBytes(MOST_BYTES)))).toMatchObject({ type: 'PHASE_OWNED' });
    expect(asked).toEqual(['lfm']);
  });
});
