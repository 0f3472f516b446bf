import { canonicalJsonLines } from '../../src/canonical-json';
import { joined, split } from '../../src/history/long-history';
import type { StudyEvent } from '../../src/history/study-event';
import { filesOf, HISTORY_FILE, openFile } from '../../src/history/study-files';
import { plausibleStudy } from './plausible-study';

describe('the history of a study of many cycles', () => {
  const events = plausibleStudy('lfm', 7, 120).filter((event) =>
    filesOf(event).includes(HISTORY_FILE),
  );

  it('is the same bytes, taken up from its text at each event, as made at once', () => {
    const oneByOne = events.reduce((text, event) => after(text, [event]), '');
    expect(oneByOne).toBe(after('', events));
  });

  it('does not change when its last events are applied once more', () => {
    const text = after('', events);
    expect(after(text, events.slice(-50))).toBe(text);
  });

  it('is read in a part that does not grow with it, and is whole again when both parts are put together', () => {
    const short = split(after('', events.slice(0, events.length / 2)));
    const long = split(after('', events));
    expect(long.settled.length).toBeGreaterThan(2 * short.settled.length);
    expect(JSON.parse(long.rest).cycles).toHaveLength(JSON.parse(short.rest).cycles.length);
    expect(joined(long.settled, long.rest)).toBe(after('', events));
  });

  it('is read whole where somebody has laid it out in another way', () => {
    const text = JSON.stringify(JSON.parse(after('', events)));
    expect(split(text)).toEqual({ settled: '', rest: text });
    expect(after(text, events.slice(-3))).toBe(canonicalJsonLines(JSON.parse(text)));
  });
});

/** The text after more events; no text: there is no file yet. */
function after(text: string, events: readonly StudyEvent[]): string {
  const file = openFile(HISTORY_FILE, text === '' ? undefined : text);
  if (!file.ok) throw new Error('unreadable');
  for (const event of events) file.value.apply(event);
  return file.value.text();
}
