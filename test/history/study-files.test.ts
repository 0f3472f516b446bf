import fc from 'fast-check';
import type { StudyEvent } from '../../src/history/study-event';
import { filesOf, openFile } from '../../src/history/study-files';
import { plausibleStudy } from './plausible-study';
import { projected } from './projected-files';

const seed = fc.integer({ min: 0, max: 1_000_000 });
const runs = { seed: 3, numRuns: 25 };

describe('the files of a study', () => {
  it('are the same bytes whether events come one by one, in batches, or all at once', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 20 }), (study, batch) => {
        const events = plausibleStudy('lfm', study, 4);
        expect(inBatches(events, batch)).toEqual(atOnce(events));
      }),
      runs,
    );
  });

  it('do not change when the last events are applied to them once more', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 30 }), (study, last) => {
        const events = plausibleStudy('lfm', study, 3);
        const files = projected(events);
        expect(projected(events.slice(-last), files)).toEqual(files);
      }),
      runs,
    );
  });

  it('cost one write of the cycle’s file where an event changes nothing else', () => {
    const [measured] = plausibleStudy('lfm', 1, 1).filter(
      ({ type }) => type === 'baseline-measured',
    );
    expect(measured === undefined ? [] : filesOf(measured)).toEqual(['cycles/1.json']);
  });

  it('say which field of a file cannot be read', () => {
    const read = openFile('harness_feedback.json', '{"schemaVersion":2,"study":"lfm","phases":{}}');
    expect(read).toMatchObject({ ok: false, issues: [{ path: ['schemaVersion'] }] });
  });
});

function inBatches(events: readonly StudyEvent[], size: number): Record<string, string> {
  let files: Record<string, string> = {};
  for (let start = 0; start < events.length; start += size) {
    files = projected(events.slice(start, start + size), files);
  }
  return files;
}

function atOnce(events: readonly StudyEvent[]): Record<string, string> {
  const names = new Set(events.flatMap(filesOf));
  return Object.fromEntries([...names].map((name) => [name, textOf(name, events)]));
}

function textOf(name: string, events: readonly StudyEvent[]): string {
  const file = openFile(name, undefined);
  if (!file.ok) throw new Error(`${name} cannot be opened`);
  for (const event of events) if (filesOf(event).includes(name)) file.value.apply(event);
  return file.value.text();
}
