import type { News, Planned } from '../src/loop/desk';
import type { EvaluationSummary } from '../src/runs/evaluation';
import { specId } from '../src/spec/spec-id';
import { replaceRow, tableOf } from './phase-table';
import type { Session } from './session';
import { show, showInLists } from './show';
import { rowOfCandidate } from './table';

/** What the loop tells, and what only the workflow sees: that an evaluation is under way. */
type PhaseNews =
  | News
  | { readonly what: 'measuring'; readonly plan: Planned }
  | { readonly what: 'measured'; readonly plan: Planned; readonly summary: EvaluationSummary };

/** Brings the decision table, the Web UI and the lists up to date. */
export function showNews(session: Session, phase: string, news: PhaseNews): void {
  if (news.what === 'planned') {
    for (const plan of news.plans) {
      tableOf(session, phase).push(rowOfCandidate(plan, { state: 'waiting' }));
    }
  } else if (news.what === 'promoted') {
    show(session, `promoted ${specId(news.spec)} for ${phase}`);
    showInLists(session, 'PROMOTE');
  } else if (news.what === 'watched') {
    show(session, `looked at ${phase}: ${news.reason}`);
    if (news.verdict === 'rolled-back') showInLists(session);
  } else {
    showCandidate(session, phase, news);
  }
}

type CandidateNews = Exclude<PhaseNews, { readonly what: 'planned' | 'promoted' | 'watched' }>;

/** What happens to one candidate: its row says so, and where it takes a while the status too. */
function showCandidate(session: Session, phase: string, news: CandidateNews): void {
  const { plan } = news;
  switch (news.what) {
    case 'measuring':
      replaceRow(session, phase, rowOfCandidate(plan, { state: 'measuring' }));
      return show(session, `measures ${plan.name} for ${phase}`);
    case 'measured':
    case 'screened':
      return replaceRow(session, phase, rowOfCandidate(plan, { ...news, state: 'measured' }));
    case 'inapplicable':
      return replaceRow(session, phase, rowOfCandidate(plan, { ...news, state: 'inapplicable' }));
    case 'decided':
      replaceRow(session, phase, rowOfCandidate(plan, { state: 'decided', ...news.decided }));
      return show(session, `decides about ${plan.name}: ${news.decided.decision.verdict}`);
    case 'undone':
      return showUndone(session, phase, news);
  }
}

function showUndone(
  session: Session,
  phase: string,
  { plan, reason }: Extract<News, { readonly what: 'undone' }>,
): void {
  const row = tableOf(session, phase).find(({ name }) => name === numberOf(plan));
  if (row) replaceRow(session, phase, { ...row, reason: `undone: ${reason}` });
  show(session, `undoes ${specId(plan.candidate.spec)} for ${phase}: ${reason}`);
}

function numberOf({ name }: Planned): string {
  return name.split('-')[0] ?? name;
}
