import type { EventBody } from '../../src/history/study-event';
import { NEWS_EVENTS, newsOfEvent } from '../../src/notifications/news-of-event';
import { plausibleStudy } from '../history/plausible-study';
import {
  aCandidate,
  aDecision,
  aRecommendation,
  aSpec,
  aSummary,
  anEvent,
} from '../history/study-events';

const from = aSpec();
const to = aSpec({ variant: 'atomic' });
const phase = 'atomic';
const summary = aSummary(from, 'lfm/c2/atomic/e0-baseline');
const watched = { type: 'route-watched', phase, from, to, reason: 'why', summaries: [] } as const;
const verified = {
  type: 'promotion-verified',
  phase,
  from,
  to,
  reason: 'why',
  summaries: [],
} as const;
const decided = { type: 'candidate-decided', phase, candidate: aCandidate(to), summary } as const;

function newsOf(body: EventBody) {
  return newsOfEvent(anEvent('lfm', [5, 2], body));
}

describe('newsOfEvent()', () => {
  it('tells a promotion with both specs, its gain and its place in the log', () => {
    const news = newsOf({
      type: 'baseline-promoted',
      phase,
      from,
      to,
      improvement: 0.25,
      decision: 'd',
      reason: 'Better in 7 of 7 runs',
    });
    expect(news).toEqual({
      type: 'promotion',
      timestamp: '2026-01-01T00:05:00.000Z',
      text: 'lfm/atomic, cycle 2: promotion kept: Better in 7 of 7 runs',
      data: {
        study: 'lfm',
        cycle: 2,
        phase,
        event: { seq: 5, id: 'c2/n5/baseline-promoted' },
        what: 'promotion',
        result: 'kept',
        reason: 'Better in 7 of 7 runs',
        from: 'lfm/atomic/native_api/t60/r1/i0/w0/T0',
        to: 'lfm/atomic/atomic/t60/r1/i0/w0/T0',
        improvement: 0.25,
      },
    });
  });

  it.each<[string, EventBody, ...(readonly string[])]>([
    ['a HOLD', { ...decided, decision: aDecision('HOLD', ['a', 'b']) }, 'hold', 'hold'],
    ['a promotion taken back', { ...verified, keep: false }, 'undo', 'undone'],
    [
      'a repair taken back',
      { type: 'trial-undone', recommendation: aRecommendation(), trial: to, summaries: [] },
      'undo',
      'undone',
    ],
    [
      'a repair kept',
      { type: 'trial-kept', recommendation: aRecommendation(), from, to, summaries: [] },
      'promotion',
      'kept',
    ],
    [
      'other weights',
      { type: 'baseline-measured', phase, summary, drift: 'why' },
      'drift',
      'drift',
    ],
    ['a broken promise', { ...watched, verdict: 're-opened' }, 'drift', 're-opened'],
    ['a route gone back from', { ...watched, verdict: 'rolled-back' }, 'drift', 'rolled-back'],
    [
      'a ceiling',
      { type: 'ceiling-reached', phase, sentence: 'nothing is left', hidden: null },
      'ceiling',
      'reached',
    ],
    [
      'a spent budget',
      { type: 'study-ended', state: 'budget-spent', reason: 'why' },
      'budget',
      'budget-spent',
    ],
    ['a failure', { type: 'study-ended', state: 'failed', reason: 'why' }, 'failure', 'failed'],
    [
      'an end in order',
      { type: 'study-ended', state: 'finished', reason: 'why' },
      'end',
      'finished',
    ],
  ])('tells %s', (_, body, ...[type, result]) => {
    expect(newsOf(body)).toMatchObject({ type, data: { result } });
    expect(NEWS_EVENTS).toContain(body.type);
  });

  it.each<[string, EventBody]>([
    ['a rejection', { ...decided, decision: aDecision('REJECT', ['a', 'b']) }],
    ['a promotion that is about to be told', { ...verified, keep: true }],
    ['a baseline as it was', { type: 'baseline-measured', phase, summary }],
    ['a route as promised', { ...watched, verdict: 'as-promised' }],
  ])('keeps quiet about %s', (_, body) => {
    expect(newsOf(body)).toBeNull();
  });

  it('tells nothing of events that nobody reads for news', () => {
    const told = plausibleStudy('lfm', 3, 20).filter((event) => newsOfEvent(event) !== null);
    expect(told.length).toBeGreaterThan(10);
    for (const { type } of told) expect(NEWS_EVENTS).toContain(type);
  });

  it('writes control characters out, hides what looks like a key, and ends', () => {
    const reason = `\u001b[31m key sk1a2b3c4d5e6f7g8h9i0 ${'x '.repeat(2_000)}`;
    const news = newsOf({ type: 'study-ended', state: 'failed', reason });
    expect(news?.data.reason).toMatch(/^\\u001b\[31m key \[hidden, it may be a key\] x /);
    expect(news?.data.reason).toHaveLength(2_000);
  });
});
