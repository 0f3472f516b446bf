import type { CycleRecord } from '../../study/carried-state';
import type { PhaseStatus, StudyStatus } from '../../study/status';
import { errorBudgetText, holdText, watchedText } from '../../study/status-text';
import { invocation } from '../invocation';
import type { StudyView } from '../study-view';
import { decisionTable } from './decision-table';
import type { Output } from './output';
import { reportLines } from './report-lines';
import { spentText } from './spent-text';
import { statePaint } from './study-list';
import { wrapped } from './table';

type Look = Pick<Output, 'paint' | 'width'>;

/** The newest cycles that fit on a screen. */
const RECENT = 6;

/** Where a study stands, on one screen. */
export function statusLines(view: StudyView, look: Look): readonly string[] {
  const { status, report } = view;
  return [
    headline(view, look),
    ...(report ? reportLines(report, look) : doingLines(view, look)),
    ...(status ? phasesAndMessages(status, look) : []),
    ...(status && !report ? indented(`spent: ${withCycles(status)}`, look) : []),
    ...(status?.errorBudget
      ? indented(`error budget: ${errorBudgetText(status.errorBudget)}`, look)
      : []),
  ];
}

function headline({ study, state, status }: StudyView, { paint }: Look): string {
  const cycle = status ? `  cycle ${status.cycle}` : '';
  const simulated = status?.simulated
    ? `  ${paint.yellow('SIMULATED: answers are played from a table')}`
    : '';
  return `${paint.bold(study)}  ${statePaint(state, paint)(state)}${cycle}${simulated}`;
}

/** What it does or waits for, the mend beside it. */
function doingLines({ status, silence, waits, failure }: StudyView, look: Look): readonly string[] {
  const { paint } = look;
  const alarms = [
    ...(failure === null ? [] : [failure]),
    ...(silence === null || failure !== null ? [] : [silence]),
    ...waits.map(({ sentence }) => sentence),
  ];
  return [
    ...(status && failure === null ? indented(status.doing, look) : []),
    ...alarms.flatMap((alarm) => indented(`! ${alarm}`, look).map((line) => paint.yellow(line))),
    ...troubleLines(status, look),
  ];
}

function troubleLines(status: StudyStatus | null, look: Look): readonly string[] {
  if (!status?.trouble) return [];
  const { code, message } = status.trouble;
  const mend = `mend it, then: ${invocation(`resume ${status.study}`)}`;
  return [...indented(`${code}: ${message}`, look), ...indented(mend, look)].map((line) =>
    look.paint.red(line),
  );
}

function phasesAndMessages(status: StudyStatus, look: Look): readonly string[] {
  const { generators, added, controls, recent } = status;
  return [
    ...status.phases.flatMap((phase) => phaseLines(phase, look)),
    '',
    ...indented(`generators: ${generators.join(', ')}`, look),
    ...added.flatMap(({ phase, patch, why }) =>
      indented(`next by hand: ${phase} ${JSON.stringify(patch)} (${why})`, look),
    ),
    ...controls.flatMap(({ name, applied, note }) =>
      indented(`${applied ? '✓' : '✗'} ${name}: ${applied ? '' : 'refused: '}${note}`, look),
    ),
    ...recent.slice(-RECENT).flatMap((record) => indented(cycleText(record), look)),
  ];
}

function phaseLines(phase: PhaseStatus, look: Look): readonly string[] {
  const { name, suite, baseline, accuracy, table } = phase;
  const measured = accuracy === null ? 'not measured yet' : `accuracy ${accuracy.toFixed(3)}`;
  return [
    '',
    `${look.paint.bold(name)}  ${look.paint.dim(suite)}`,
    `  baseline ${baseline}  ${measured}`,
    ...(table.length > 0 ? decisionTable(table, look) : []),
    ...(phase.holds ?? []).flatMap((hold) => indented(holdText(hold), look)),
    ...(phase.watched ? indented(watchedText(phase.watched), look) : []),
    ...(phase.heldOut ? indented(phase.heldOut, look) : []),
  ];
}

function withCycles({ spent, budget }: StudyStatus): string {
  const cycles = budget.cycles === null ? '' : `; at most ${budget.cycles} cycles`;
  return `${spentText(spent, budget)}${cycles}`;
}

function cycleText({
  cycle,
  phase,
  baselineWas,
  winner,
  improvement,
  verdicts,
}: CycleRecord): string {
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const change =
    winner === baselineWas
      ? 'no change'
      : `→ ${winner}${improvement > 0 ? ` (+${improvement.toFixed(3)})` : ''}`;
  return `cycle ${cycle} ${phase}: ${change}${counts.length > 0 ? `; ${counts.join(', ')}` : ''}`;
}

function indented(text: string, { width }: Look): readonly string[] {
  return text.split('\n').flatMap((part) => wrapped(part, width - 2).map((line) => `  ${line}`));
}
