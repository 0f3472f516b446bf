import { assembleEvents, type FiledEvent } from '../../src/audit/assemble-events';
import type { StudyEvent } from '../../src/history/study-event';

function recorded(seq: number, note: string, certain = true): FiledEvent {
  const event: StudyEvent = {
    type: 'control',
    control: { name: 'pause', applied: true, note },
    id: `c1/control-${seq}`,
    seq,
    study: 'lfm',
    cycle: 1,
    measured: { at: '2026-01-01T00:00:00.000Z' },
  };
  return { event, certain, source: `event ${seq}`, file: `${note}.json.gz` };
}

function notes(events: readonly { readonly event: StudyEvent }[]): readonly string[] {
  return events.map(({ event }) => (event.type === 'control' ? event.control.note : ''));
}

describe('assembleEvents()', () => {
  it('puts events in order of their numbers; one that was sent twice is one', () => {
    const { events, findings } = assembleEvents(
      [recorded(2, 'b'), recorded(1, 'a'), recorded(2, 'b')],
      2,
    );
    expect(notes(events)).toEqual(['a', 'b']);
    expect(findings).toEqual([]);
  });

  it('takes the word of the store where an event was under way when its workflow was closed', () => {
    const underWay = recorded(2, 'under way', false);
    const { events } = assembleEvents([recorded(1, 'a'), underWay, recorded(2, 'by the store')], 2);
    expect(notes(events)).toEqual(['a', 'by the store']);
    expect(notes(assembleEvents([recorded(1, 'a'), underWay], 2).events)).toEqual([
      'a',
      'under way',
    ]);
    expect(notes(assembleEvents([recorded(1, 'a'), underWay], 1).events)).toEqual(['a']);
  });

  it('finds two histories that say different things of one event', () => {
    const { findings } = assembleEvents([recorded(1, 'a'), recorded(1, 'b')], 1);
    expect(findings).toMatchObject([{ file: 'b.json.gz', at: 'event 1' }]);
  });

  it('finds a gap: a history is missing', () => {
    const { events, findings } = assembleEvents([recorded(1, 'a'), recorded(3, 'c')], 3);
    expect(notes(events)).toEqual(['a']);
    expect(findings).toMatchObject([{ file: 'c.json.gz', found: 'none: a history is missing' }]);
  });
});
