import { stripVTControlCharacters } from 'node:util';
import type { PhaseStatus, StudyStatus, TableRow } from '../../study/status';
import { verdictOf, verdictPaint } from '../output/decision-table';
import type { Output } from '../output/output';
import { reportLines } from '../output/report-lines';
import { spentText } from '../output/spent-text';
import { statePaint } from '../output/study-list';
import { wrapped } from '../output/table';
import type { Look } from './look';
import type { TimeLeft } from './time-left';
import type { UnderWay } from './under-way';

export type Screen = Pick<Output, 'paint' | 'width'>;

const BAR = 10;
/** Below this there is no room for bars. */
const NARROW = 64;
/** Columns that a row needs beside what was changed: number, bar, accuracy, gates, verdict. */
const FIXED = 42;

/** One look at a study, for a screen that is drawn again and again: what matters first. */
export function watchLines(look: Look, screen: Screen): readonly string[] {
  const { status, report } = look;
  return [
    headline(look, screen),
    ...(report ? reportLines(report, screen).slice(1) : doing(look, screen)),
    ...(status ? status.phases.flatMap((phase) => phaseLines(phase, look, screen)) : []),
    ...(status ? ['', ...spentLines(status, screen)] : []),
  ];
}

function headline({ study, state, status }: Look, { paint }: Screen): string {
  const cycle = status ? `  cycle ${status.cycle}` : '';
  const simulated = status?.simulated ? `  ${paint.yellow('SIMULATED')}` : '';
  return `${paint.bold(study)}  ${statePaint(state, paint)(state)}${cycle}${simulated}`;
}

function doing(
  { status, silence, waits, failure, timeLeft }: Look,
  screen: Screen,
): readonly string[] {
  const { paint } = screen;
  const alarms = [failure ?? silence, ...waits.map(({ sentence }) => sentence)];
  const trouble = status?.trouble ? `${status.trouble.code}: ${status.trouble.message}` : null;
  return [
    ...(status && failure === null ? indented(status.doing, screen) : []),
    ...[...alarms, trouble]
      .filter((alarm) => alarm !== null)
      .flatMap((alarm) => indented(`! ${alarm}`, screen).map((line) => paint.yellow(line))),
    ...(timeLeft ? indented(timeLeftText(timeLeft), screen).map((line) => paint.dim(line)) : []),
  ];
}

export function timeLeftText({ seconds, runsLeft, runsMade }: TimeLeft): string {
  return `about ${spanText(seconds)} for the ${runsLeft} runs planned now (estimated from ${runsMade} of this cycle)`;
}

function spanText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

function phaseLines(phase: PhaseStatus, { underWay }: Look, screen: Screen): readonly string[] {
  const { name, baseline, accuracy, table } = phase;
  const open = underWay.filter((each) => each.phase === name);
  const measured = accuracy === null ? '' : `  ${accuracy.toFixed(3)}`;
  return [
    '',
    cut(`${screen.paint.bold(name)}  ${baseline}${measured}`, name.length, screen),
    ...table.flatMap((row) => rowLines(row, open, screen)),
    // What is in no table: verifications, enforcements, held-out items.
    ...open
      .filter((each) => !table.some((row) => numberOf(each) === row.name))
      .flatMap((each) => [`  ${screen.paint.cyan(each.name)}`, ...letterLines(each, screen)]),
  ];
}

/** Leaves room for the colour of a bold name, which takes none on the screen. */
function cut(line: string, bold: number, { width }: Screen): string {
  const colour = line.length - stripVTControlCharacters(line).length;
  return bold > 0 && line.length - colour > width ? `${line.slice(0, width + colour - 1)}…` : line;
}

function rowLines(row: TableRow, open: readonly UnderWay[], screen: Screen): readonly string[] {
  const { paint, width } = screen;
  const narrow = width < NARROW;
  const room = Math.max(12, Math.min(60, width - FIXED + (narrow ? BAR + 1 : 0)));
  const change = row.change.length > room ? `${row.change.slice(0, room - 1)}…` : row.change;
  const accuracy = row.accuracy === null ? '     ' : row.accuracy.toFixed(3);
  const cells = [
    row.name.padStart(3),
    change.padEnd(room),
    ...(narrow ? [] : [bar(row.accuracy)]),
    accuracy,
    row.gates.padEnd(4),
  ];
  const line = `  ${cells.join(' ')} ${verdictPaint(row, paint)(verdictOf(row))}`.trimEnd();
  const own = open.find((each) => numberOf(each) === row.name);
  return [line, ...(own && row.state === 'measuring' ? letterLines(own, screen) : [])];
}

function numberOf({ name }: UnderWay): string {
  return name.split('-')[0] ?? name;
}

function bar(accuracy: number | null): string {
  const full = Math.round((accuracy ?? 0) * BAR);
  return '█'.repeat(full) + '·'.repeat(BAR - full);
}

/** The runs so far, one group of letters each, as many as fit; of a large suite how many of each letter. */
function letterLines({ letters }: UnderWay, screen: Screen): readonly string[] {
  if (letters.length === 0) return [];
  const room = screen.width - 8;
  const whole = letters.join(' ');
  const text = whole.length <= room ? whole : letters.map(counted).join('  ');
  return indented(text, { ...screen, width: screen.width - 4 }).map(
    (line) => `    ${screen.paint.dim(line)}`,
  );
}

function counted(letters: string): string {
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts].map(([letter, count]) => `${count}${letter}`).join('');
}

function spentLines(
  { spent, budget, errorBudget, recent }: StudyStatus,
  screen: Screen,
): readonly string[] {
  const error = errorBudget
    ? `; error budget ${percent(errorBudget.spent)} of ${percent(errorBudget.alpha)} spent`
    : '';
  const last = recent.at(-1);
  return [
    ...indented(`spent ${spentText(spent, budget)}${error}`, screen),
    ...(last
      ? indented(
          `cycle ${last.cycle} ${last.phase}: ${last.winner === last.baselineWas ? 'no change' : `→ ${last.winner}`}`,
          screen,
        )
      : []),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}

function indented(text: string, { width }: Screen): readonly string[] {
  return text.split('\n').flatMap((part) => wrapped(part, width - 2).map((line) => `  ${line}`));
}
