import type { ListedStudy } from '../client/list-studies';
import { invocation } from '../invocation';
import type { Output, Paint } from './output';
import { type Column, tableLines } from './table';

/** All studies, one line each. */
export function studyList(
  studies: readonly ListedStudy[],
  { paint, width }: Pick<Output, 'paint' | 'width'>,
): readonly string[] {
  if (studies.length === 0) return [`No studies yet; start one: ${invocation('start study.yaml')}`];
  const columns: readonly Column<ListedStudy>[] = [
    { title: 'study', text: ({ study }) => study, paint: (text) => paint.bold(text) },
    {
      title: 'state',
      text: ({ state }) => state,
      paint: (text) => statePaint(text.trim(), paint)(text),
    },
    { title: 'cycle', text: ({ cycle }) => String(cycle ?? ''), align: 'right' },
    { title: 'accuracy', text: ({ accuracy }) => accuracy?.toFixed(3) ?? '', align: 'right' },
    { title: 'since', text: ({ since }) => since.slice(0, 16).replace('T', ' ') },
    { title: 'baseline', text: ({ baseline }) => baseline ?? '' },
  ];
  return tableLines(columns, studies, width);
}

export function statePaint(state: string, paint: Paint): (text: string) => string {
  if (state === 'running' || state === 'finished') return paint.green;
  if (state === 'paused' || state === 'budget-spent') return paint.yellow;
  if (state === 'failed' || state === 'terminated' || state === 'timed_out') return paint.red;
  return paint.cyan;
}
