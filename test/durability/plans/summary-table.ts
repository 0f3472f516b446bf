import { mostPaidAgain } from './compare';
import type { Verdict } from './play';

const HEAD = [
  'study',
  'seed',
  'faults',
  'kills',
  'seconds',
  'runs',
  'repeated',
  'questions',
  'result',
];

/** One line per disturbed study. */
export function summaryTable(verdicts: readonly Verdict[]): string {
  const rows = [HEAD, ...verdicts.map(row)];
  const widths = HEAD.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function row({ name, plan, played, checks }: Verdict): readonly string[] {
  const wrong = checks.filter(({ holds }) => !holds).map(({ name: what }) => what);
  return [
    name,
    String(plan.seed),
    `${played.struck.length}/${plan.faults.length}`,
    String(played.kills),
    played.seconds.toFixed(0),
    String(played.runs.runs),
    `${played.runs.repeated} (at most ${mostPaidAgain(played)} paid again)`,
    String(played.asked.length),
    wrong.length === 0 ? 'the same as undisturbed' : `DIFFERS: ${wrong.join('; ')}`,
  ];
}
