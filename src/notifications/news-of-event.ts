import type { EventOf } from '../history/event-entry';
import type { StudyEvent } from '../history/study-event';
import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';
import type { News, NotificationData, NotificationType } from './notification';
import { shownText } from './shown-text';

/** Types of the events that can be news: a line of the log of another type need not be read. */
export const NEWS_EVENTS = [
  'baseline-promoted',
  'trial-kept',
  'candidate-decided',
  'promotion-verified',
  'trial-undone',
  'route-watched',
  'baseline-measured',
  'ceiling-reached',
  'study-ended',
] as const satisfies readonly StudyEvent['type'][];

/** What people may want to hear of an event; null: it only fills a cycle's record. */
export function newsOfEvent(event: StudyEvent): News | null {
  return newsOfRoute(event) ?? newsOfEvidence(event) ?? newsOfStudy(event);
}

/** What became of a route. */
function newsOfRoute(event: StudyEvent): News | null {
  const { type } = event;
  if (type === 'baseline-promoted' || type === 'trial-kept') return promotion(event);
  if (type === 'promotion-verified' || type === 'trial-undone') return undo(event);
  return null;
}

function newsOfEvidence(event: StudyEvent): News | null {
  const { type } = event;
  if (type === 'candidate-decided') return hold(event);
  if (type === 'baseline-measured' || type === 'route-watched') return drift(event);
  return null;
}

function newsOfStudy(event: StudyEvent): News | null {
  const { type } = event;
  if (type === 'study-ended') return ended(event);
  if (type !== 'ceiling-reached') return null;
  return news(event, 'ceiling', { what: 'phase', result: 'reached', reason: event.sentence });
}

function promotion(event: EventOf<'baseline-promoted' | 'trial-kept'>): News {
  const route = routeOf(event);
  if (event.type === 'trial-kept') {
    const { reason } = event.recommendation;
    return news(event, 'promotion', { what: 'repair', result: 'kept', reason, ...route });
  }
  const { reason, improvement } = event;
  return news(event, 'promotion', {
    what: 'promotion',
    result: 'kept',
    reason,
    improvement,
    ...route,
  });
}

function undo(event: EventOf<'promotion-verified' | 'trial-undone'>): News | null {
  if (event.type === 'trial-undone') {
    const { recommendation, trial } = event;
    const tried = { what: 'repair', result: 'undone', reason: recommendation.reason };
    return news(event, 'undo', { ...tried, from: specId(trial) });
  }
  if (event.keep) return null;
  const taken = { from: specId(event.to), to: specId(event.from) };
  return news(event, 'undo', {
    what: 'promotion',
    result: 'undone',
    reason: event.reason,
    ...taken,
  });
}

function drift(event: EventOf<'baseline-measured' | 'route-watched'>): News | null {
  if (event.type === 'baseline-measured') {
    const { drift: reason } = event;
    return reason === undefined
      ? null
      : news(event, 'drift', { what: 'baseline', result: 'drift', reason });
  }
  const { verdict, reason } = event;
  if (verdict !== 're-opened' && verdict !== 'rolled-back') return null;
  return news(event, 'drift', { what: 'route', result: verdict, reason, ...routeOf(event) });
}

function hold(event: EventOf<'candidate-decided'>): News | null {
  const { verdict, reason, gain } = event.decision;
  if (verdict !== 'HOLD') return null;
  const told = { what: 'candidate', result: 'hold', reason, improvement: gain };
  return news(event, 'hold', { ...told, to: specId(event.candidate.spec) });
}

const ENDS = {
  finished: 'end',
  stopped: 'end',
  'budget-spent': 'budget',
  failed: 'failure',
} as const satisfies Record<string, NotificationType>;

function ended(event: EventOf<'study-ended'>): News {
  const { state, reason } = event;
  return news(event, ENDS[state], { what: 'study', result: state, reason });
}

function routeOf({ from, to }: { readonly from: Spec; readonly to: Spec }) {
  return { from: specId(from), to: specId(to) };
}

type Told = Pick<NotificationData, 'what' | 'result' | 'reason'> &
  Partial<Pick<NotificationData, 'from' | 'to' | 'improvement'>>;

function news(event: StudyEvent, type: NotificationType, told: Told): News {
  const { study, cycle, seq, id, measured } = event;
  const phase = phaseOf(event);
  const reason = shownText(told.reason);
  const about = phase === null ? study : `${study}/${phase}`;
  return {
    type,
    timestamp: measured.at,
    text: `${about}, cycle ${cycle}: ${told.what} ${told.result}: ${reason}`,
    data: {
      study,
      cycle,
      phase,
      event: { seq, id },
      from: null,
      to: null,
      improvement: null,
      ...told,
      reason,
    },
  };
}

function phaseOf(event: StudyEvent): string | null {
  if ('phase' in event) return event.phase;
  return 'recommendation' in event ? (event.recommendation?.phase ?? null) : null;
}
