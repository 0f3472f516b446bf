import type { Calibration, More } from '../../calibration/calibrate';
import type { Power } from '../../calibration/power';
import type { Strategy } from '../../calibration/setting';
import type { Size } from '../../calibration/smallest-gain';
import type { Output } from './output';
import { tableLines, wrapped } from './table';

type Look = Pick<Output, 'paint' | 'width'>;

/** A calibration, and the noise it is for: an assumed level, or what was measured. */
export interface Calibrated {
  readonly noise: string;
  readonly calibration: Calibration;
}

/** The few numbers that matter. */
export function calibrationLines(found: Calibration, { paint, width }: Look): readonly string[] {
  const lines = (text: string): readonly string[] => wrapped(text, width);
  return [
    ...lines(noiseText(found)),
    ...lines(headline(found)).map(paint.bold),
    ...lines(atOnce(found)),
    ...lines(nothingToFind(found)),
    ...lines(costs(found)),
  ];
}

function noiseText({ items, accuracy, runDeviation, unsureItems, phi }: Calibration): string {
  const shifts =
    phi > 1
      ? ` Whole runs go up and down together, ${phi.toFixed(1)} times as much as their prompts explain.`
      : '';
  return `Accuracy ${accuracy.toFixed(2)}; from run to run it varies by ${runDeviation.toFixed(3)} (standard deviation), and ${count(unsureItems, 'prompt')} of ${items} ${unsureItems === 1 ? 'is' : 'are'} neither right nor wrong nearly always.${shifts}`;
}

/** Two figures of two digits that differ by less look the same. */
const WORTH_SAYING = 0.005;

/** The sentence to read before anything is paid. */
function headline(found: Calibration): string {
  const [most = 0] = found.runs.slice(-1);
  const size = lastOf(found.more[0]);
  const doubled = lastOf(found.more.find(({ items }) => items === 2 * found.items));
  const ours = `With your ${count(found.items, 'prompt')}, `;
  if (size === null) {
    const room = 1 - found.accuracy;
    return `${ours}no improvement can be certified in ${most} runs: there is only ${room.toFixed(2)} to gain, too little to tell from chance.${doubled ? ` Twice as many would make it possible from ${sizeText(doubled)} on.` : ''}`;
  }
  return `${ours}the smallest improvement that ${most} runs can certify is about ${sizeText(size)}.${bought(size, doubled)}`;
}

function bought(size: Size, doubled: Size | null): string {
  if (doubled === null) return '';
  return size.accuracy - doubled.accuracy < WORTH_SAYING
    ? ' Doubling the prompts would leave it at that.'
    : ` Doubling the prompts would make it ${doubled.accuracy.toFixed(2)}.`;
}

/** The smallest improvement at the last look under gate-all. */
function lastOf(more: More | undefined): Size | null {
  return more?.byStrategy['gate-all'].at(-1) ?? null;
}

function atOnce({ more, runs, smallestThin }: Calibration): string {
  const first = more[0]?.byStrategy['gate-all'][0] ?? null;
  const early =
    first === null
      ? `Nothing is certified within the first ${runs[0]} runs.`
      : `The first ${runs[0]} runs are enough for ${sizeText(first)}.`;
  const last = lastOf(more[0])?.accuracy ?? 1;
  const thin =
    smallestThin && smallestThin.accuracy - last >= WORTH_SAYING
      ? ` An improvement that is spread thinly over all prompts must be ${smallestThin.accuracy.toFixed(2)}.`
      : '';
  return `${early}${thin}`;
}

function nothingToFind({ nothingToFind: found }: Calibration): string {
  return `Where none of ${found.candidates} candidates is better, ${found.exact} of ${found.studies} simulated studies promote one (at most 5 % by design); by "the higher median wins" it would be ${found.plainUnstable}, ${found.plain} if unstable ones are left out.`;
}

function costs({ nothingToFind: found, runsOfSmallest }: Calibration): string {
  const better =
    runsOfSmallest === null
      ? ''
      : `, one that is better by the smallest improvement ${runsOfSmallest.toFixed(0)} until it is promoted or given up`;
  return `A candidate that is no better costs ${found.runs.toFixed(0)} runs until it is rejected${better}.`;
}

interface Row extends More {
  readonly noise: string;
}

/** What more items or runs would buy: the smallest improvements per suite size and number of runs. */
export function moreTable(found: readonly Calibrated[], { width }: Look): readonly string[] {
  const rows: readonly Row[] = found.flatMap(({ noise, calibration }) =>
    calibration.more.map((more) => ({ noise, ...more })),
  );
  const at = (title: string, look: number, strategy: Strategy = 'gate-all') => ({
    title,
    text: ({ byStrategy, runs }: Row) =>
      `${shortSize(byStrategy[strategy][look] ?? null)} (${runs[look]})`,
  });
  const tickets = found[0]?.calibration.tickets;
  return [
    'The smallest improvement that is certified with a chance of 0.8, by look (runs of each spec):',
    ...tableLines<Row>(
      [
        { title: 'noise', text: ({ noise }) => noise },
        { title: 'prompts', text: ({ items }) => String(items), align: 'right' },
        at('first look', 0),
        at('second', 1),
        at('third', 2),
        at('third, screen', 2, 'screen'),
      ],
      rows,
      width,
    ),
    `It holds for the first ${tickets?.['gate-all'].count} candidates of a study, of strategy screen for the first ${tickets?.screen.count} that are nominated.`,
  ];
}

function shortSize(size: Size | null): string {
  return size === null ? 'none' : size.accuracy.toFixed(3);
}

/** `0.17 (2 items)`. */
function sizeText({ accuracy, items }: Size): string {
  return `${accuracy.toFixed(2)} (${count(items, 'item')})`;
}

function count(number: number, what: string): string {
  return `${Number(number.toFixed(1))} ${what}${number === 1 ? '' : 's'}`;
}

/** What becomes of the second spec of a pilot, if its runs tell the truth about it. */
export function outlookLine({
  specId,
  gain,
  power,
}: {
  readonly specId: string;
  readonly gain: number;
  readonly power: Readonly<Record<Strategy, Power>>;
}): string {
  const chances = power['gate-all'].promoted.map((chance) => chance.toFixed(2)).join(', ');
  return `${specId} is ${gain >= 0 ? 'better' : 'worse'} by ${Math.abs(gain).toFixed(2)} in the pilot. If that is so, it is promoted by the first, second and third look with a chance of ${chances}. A pilot is no evidence for a study.`;
}
