import type { Size } from '../../calibration/smallest-gain';
import { COURSE_NAMES, COURSE_WORDS } from '../../forecast/course';
import type { Takes } from '../../forecast/forecast';
import { ASSUMED } from '../../forecast/run-cost';
import type { Shown } from '../../forecast/what-suite-shows';
import type { DryRun, SuiteShows } from '../forecast/dry-run';
import type { Output } from './output';
import { tableLines, wrapped } from './table';

/** What a study may take, as a table with its assumptions, and what its suites show. */
export function forecastLines(
  found: DryRun,
  { paint, width }: Pick<Output, 'paint' | 'width'>,
): readonly string[] {
  const lines = (text: string): readonly string[] => wrapped(text, width);
  return [
    paint.bold('What it may take, until it rests'),
    ...takesTable(found, width),
    ...COURSE_NAMES.flatMap((name) => lines(`${name}: ${COURSE_WORDS[name]}.`)),
    ...basisOf(found).flatMap(lines),
    '',
    paint.bold('What its suites can show'),
    ...found.suites.flatMap((suite) => suiteLines(suite, width)),
    ...(found.warnings.length > 0 ? [''] : []),
    ...found.warnings.flatMap((warning) => lines(`${paint.yellow('warning')}: ${warning}`)),
  ];
}

const INDENT = '  ';

interface Row {
  readonly what: string;
  readonly of: (takes: Takes) => string;
}

const ROWS: readonly Row[] = [
  { what: 'cycles', of: ({ cycles }) => whole(cycles) },
  { what: 'runs', of: ({ runs }) => whole(runs) },
  { what: 'calls', of: ({ calls }) => rough(calls) },
  { what: 'tokens in', of: ({ inputTokens }) => rough(inputTokens) },
  { what: 'tokens out', of: ({ outputTokens }) => rough(outputTokens) },
  { what: 'time', of: ({ seconds }) => duration(seconds) },
  { what: 'US dollars', of: ({ usd }) => (usd === null ? 'no prices' : usd.toFixed(2)) },
  { what: 'ends by', of: ({ ends }) => ends },
];

function takesTable({ takes }: DryRun, width: number): readonly string[] {
  return tableLines<Row>(
    [
      { title: '', text: ({ what }) => what },
      ...COURSE_NAMES.map((name) => ({
        title: name,
        text: ({ of }: Row) => of(takes[name]),
        align: 'right' as const,
      })),
      { title: '', text: () => '' },
    ],
    ROWS,
    width,
  );
}

/** Where the figures come from. */
function basisOf({ measured, assumed, modelsFile, resting }: DryRun): readonly string[] {
  const { secondsPerCall, tokensPerAnswer } = ASSUMED;
  return [
    ...(measured.length > 0
      ? [`Tokens and time of ${measured.join(', ')} as earlier studies in the store measured them.`]
      : []),
    ...(assumed.length > 0
      ? [
          `Assumed of ${assumed.join(', ')}, of which nothing was measured: ${secondsPerCall.least}, ${secondsPerCall.likely} or ${secondsPerCall.most} seconds and ${tokensPerAnswer.least}, ${tokensPerAnswer.likely} or ${tokensPerAnswer.most} tokens an answer; questions as they are worded, a token being 5, 4 or 3 characters.`,
        ]
      : []),
    ...(modelsFile === null
      ? ['There is no models file here: prices and slots are not known.']
      : []),
    ...(resting
      ? [`At rest it makes up to ${resting.runs} runs every ${resting.everyHours} hours.`]
      : []),
  ];
}

/** A row per level of noise, a column per look. */
function suiteLines(
  { phase, suite, items, restraint, heldOut, shows }: SuiteShows,
  width: number,
): readonly string[] {
  const [first] = shows;
  const looks = first?.byLook.map(({ runs }) => runs) ?? [];
  const heading = `${phase}, suite ${suite}: ${items} items steer (${restraint} of them want no call), ${heldOut} held out. One item is ${(1 / Math.max(1, items)).toFixed(3)} of accuracy.`;
  const meaning = `The smallest improvement that is certified with a chance of ${first?.chance ?? 0}; a smaller one may be there and not be shown:`;
  return [
    ...wrapped(heading, width),
    ...wrapped(meaning, width),
    ...tableLines<Shown>(
      [
        { title: 'noise', text: ({ noise }) => noiseText(noise) },
        ...looks.map((runs, look) => ({
          title: `in ${runs} runs`,
          text: ({ byLook }: Shown) => sizeText(byLook[look]?.smallest ?? null),
        })),
        { title: '', text: () => '' },
      ],
      shows,
      width - INDENT.length,
    ).map((line) => INDENT + line),
  ];
}

function noiseText(noise: string): string {
  return noise === 'measured' ? 'measured before' : `if ${noise}`;
}

function sizeText(size: Size | null): string {
  return size === null
    ? 'none'
    : `${size.accuracy.toFixed(2)} (${Number(size.items.toFixed(2))} ${size.items === 1 ? 'item' : 'items'})`;
}

function whole(count: number): string {
  return String(Math.round(count));
}

/** Two digits that count: these are no measurements. */
function rough(count: number): string {
  if (count < 1_000) return whole(count);
  if (count < 1e6) return `${Number((count / 1_000).toPrecision(2))} k`;
  return `${Number((count / 1e6).toPrecision(2))} M`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${Number((seconds / 3_600).toPrecision(2))} h`;
}
