import { heldOutClaim } from '../../src/held-out/held-out-claim';
import type { EventBody, StudyEvent } from '../../src/history/study-event';
import { plausibleStudy } from '../history/plausible-study';
import { anEvent } from '../history/study-events';
import { recordedEvents } from '../support/recorded-events';

export type Streams = Readonly<Record<string, readonly StudyEvent[]>>;

/** Studies that ran on a real server, and one that is made, for types of event that none of them has. */
export async function streams(): Promise<Streams> {
  return {
    'worked-example': await recordedEvents('0.2.0/worked-example'),
    'cancelled-in-a-trial': await recordedEvents('0.2.0/cancelled-in-a-trial'),
    'paused-and-stopped': await recordedEvents('0.2.0/paused-and-stopped'),
    screened: await recordedEvents('0.2.0/screened'),
    'rolled-back': await recordedEvents('0.2.0-logic-3/rolled-back-after-a-rest'),
    made: withRareEvents(plausibleStudy('lfm', 5, 3)),
  };
}

function withRareEvents(events: readonly StudyEvent[]): readonly StudyEvent[] {
  const { seq, cycle } = events.at(-1) ?? { seq: 0, cycle: 1 };
  const rare = [...rareEvents(events)];
  return [...events, ...rare.map((body, place) => anEvent('lfm', [seq + place + 1, cycle], body))];
}

/** Made of what the study has tried. */
function* rareEvents(events: readonly StudyEvent[]): Generator<EventBody> {
  for (const event of events) {
    if (event.type === 'candidate-decided') {
      const { phase, candidate } = event;
      yield { type: 'candidate-inapplicable', phase, candidate, reason: 'it takes no tools' };
    }
    if (event.type === 'trial-opened') {
      const recommendation = { ...event.recommendation, state: 'superseded' } as const;
      yield { type: 'recommendation-settled', recommendation };
    }
    if (event.type === 'baseline-promoted') {
      const { phase, from, to } = event;
      yield { type: 'hand-edit', phase, from: to, to: from };
      const claim = heldOutClaim(
        { passesByItem: [0, 1], runs: 3 },
        { passesByItem: [3, 3], runs: 3 },
      );
      yield { type: 'held-out-measured', phase, first: from, last: to, claim, summaries: [] };
    }
  }
}

/** One event, and what was recorded before it. */
export interface Step {
  readonly type: string;
  readonly before: readonly StudyEvent[];
  readonly event: StudyEvent;
}

/** The first event of each type. */
export function firstOfEachType(all: Streams): readonly Step[] {
  const steps = new Map<string, Step>();
  for (const events of Object.values(all)) {
    for (const [place, event] of events.entries()) {
      if (steps.has(event.type)) continue;
      steps.set(event.type, { type: event.type, before: events.slice(0, place), event });
    }
  }
  return [...steps.values()];
}
