import fc from 'fast-check';
import { decisionLine, NO_LINE_BEFORE } from '../../src/history/decision-log';
import { parseAdmittedStudy } from '../../src/history/parse-admitted-study';
import { plausibleStudy } from './plausible-study';

describe('parseAdmittedStudy()', () => {
  it('finds what a study was admitted with, and in no other line of a log', () => {
    const events = plausibleStudy('s', 3, 6);
    for (const event of events) {
      const read = parseAdmittedStudy(decisionLine(event, NO_LINE_BEFORE));
      expect(read !== undefined).toBe(event.type === 'study-admitted');
      if (event.type !== 'study-admitted') continue;
      expect(read).toMatchObject({
        id: event.id,
        cycle: event.cycle,
        prompts: event.definition.prompts,
        params: event.definition.params,
      });
      expect(read?.suites['atomic']).toEqual(event.admitted.suites['atomic']?.ref);
    }
  });

  it('never throws, also at a line that breaks off', () => {
    const [first] = plausibleStudy('s', 3, 1);
    const line = first === undefined ? '' : decisionLine(first, NO_LINE_BEFORE);
    fc.assert(
      fc.property(fc.nat(line.length - 1), (length) => {
        expect(parseAdmittedStudy(line.slice(0, length))).toBeUndefined();
      }),
    );
  });
});
