import { defineSearchAttributeKey } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { specId } from '../src/spec/spec-id';
import { statusInMarkdown } from '../src/study/status-in-markdown';
import type { Session } from './session';
import { statusOf } from './status-of';

const cycleKey = defineSearchAttributeKey('RatchetCycle', 'INT');
const stateKey = defineSearchAttributeKey('RatchetState', 'KEYWORD');
const baselineKey = defineSearchAttributeKey('RatchetBaseline', 'KEYWORD');
const verdictKey = defineSearchAttributeKey('RatchetVerdict', 'KEYWORD');
const accuracyKey = defineSearchAttributeKey('RatchetAccuracy', 'DOUBLE');

/** Characters of a keyword that PostgreSQL and MySQL have room for; with more a server cannot list the study any more. */
const MAX_KEYWORD = 255;

/** Says what it does or waits for, where the Web UI and `temporal workflow metadata` show it. */
export function show(session: Session, doing: string): void {
  session.doing = doing;
  setCurrentDetails(statusInMarkdown(statusOf(session)));
}

/** Brings the search attributes up to date: few times a cycle, since each is an event of the history. */
export function showInLists(session: Session, verdict?: string): void {
  const { state, cycle, phases } = statusOf(session);
  const [first] = session.state.phases;
  upsertSearchAttributes([
    { key: cycleKey, value: cycle },
    { key: stateKey, value: state },
    ...(first ? [{ key: baselineKey, value: keyword(specId(first.baseline)) }] : []),
    ...(verdict === undefined ? [] : [{ key: verdictKey, value: verdict }]),
    ...(typeof phases[0]?.accuracy === 'number'
      ? [{ key: accuracyKey, value: phases[0].accuracy }]
      : []),
  ]);
}

function keyword(text: string): string {
  return text.slice(0, MAX_KEYWORD);
}
