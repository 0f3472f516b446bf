import { whatIf } from '../../src/audit/what-if';
import { type RecordedStudy, recordedStudies } from './support/recorded-studies';

describe('whatIf()', () => {
  let studies: readonly RecordedStudy[];

  beforeAll(async () => {
    studies = await recordedStudies();
  });

  function eventsOf(name: string) {
    return studies.find((each) => each.name === name)?.events ?? [];
  }

  it('takes every decision of certified gates as it was, under the policy that it had', () => {
    for (const { name, events } of studies.filter((each) => !each.name.startsWith('0.1.0'))) {
      const { differences, leftOut } = whatIf(events, (own) => own);
      expect({ name, differences, leftOut }).toEqual({ name, differences: [], leftOut: 0 });
    }
    expect(whatIf(eventsOf('0.2.0/worked-example'), (own) => own).decisions).toBeGreaterThan(10);
  });

  it('lists what a stricter error budget would not have promoted, with both reasons', () => {
    const { differences } = whatIf(eventsOf('0.2.0/worked-example'), (own) => ({
      ...own,
      alpha: 0.000_01,
    }));
    expect(differences).toMatchObject([
      { id: 'c1/atomic/e2-variant-atomic/decided', was: 'PROMOTE', would: 'HOLD' },
    ]);
    expect(differences[0]?.reasonWas).not.toBe(differences[0]?.reasonWould);
  });

  it('lists what more samples would have held back', () => {
    const events = eventsOf('0.2.0/worked-example');
    const { differences } = whatIf(events, (own) => ({ ...own, minSamples: 8 }));
    const decided = events.filter(({ type }) => type === 'candidate-decided').length;
    expect(differences.length).toBeGreaterThan(decided / 2);
    for (const { would, reasonWould } of differences) {
      expect(would).toBe('HOLD');
      expect(reasonWould).toMatch(/^not enough samples/);
    }
  });

  it('leaves out cycles in which plain gates decided, and says how many', () => {
    const { decisions, leftOut } = whatIf(eventsOf('0.1.0/worked-example'), (own) => own);
    expect({ decisions, leftOut }).toEqual({ decisions: 0, leftOut: 2 });
  });
});
