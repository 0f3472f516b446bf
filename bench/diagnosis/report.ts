import { CAUSES, type Source } from './labelled-evaluation';
import { count, scoresOf, type Verdict } from './scores';

/** The aims: a class below them is marked. */
const PRECISION = 0.95;
const RECALL = 0.9;

/** Precision and recall per class of one source, in Markdown. */
export function scoreTable(source: Source, verdicts: readonly Verdict[]): string {
  const rows = scoresOf(verdicts)
    .filter(({ are, named }) => are + named > 0)
    .map(({ cause, are, named, right, precision, recall }) => {
      const low = (precision ?? 1) < PRECISION || (recall ?? 1) < RECALL ? ' ✗' : '';
      return `| ${cause} | ${are} | ${named} | ${right} | ${share(precision)} | ${share(recall)}${low} |`;
    });
  const right = verdicts.filter(({ evaluation, named }) => evaluation.cause === named).length;
  return [
    `**${source}**: ${right} of ${verdicts.length} right`,
    '',
    '| class | are it | named it | both | precision | recall |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** What was named what: a row per cause, a column per class that was named. */
export function confusionTable(verdicts: readonly Verdict[]): string {
  const heads = CAUSES.map((cause) => cause.slice(0, 6));
  const rows = CAUSES.map((cause) => {
    const cells = CAUSES.map((named) => String(count(verdicts, cause, named) || ''));
    return `| ${cause} | ${cells.join(' | ')} |`;
  });
  return [
    `| is \\ named | ${heads.join(' | ')} |`,
    `|---|${'---|'.repeat(CAUSES.length)}`,
    ...rows,
  ].join('\n');
}

/** Every evaluation that was named otherwise. */
export function misnamed(verdicts: readonly Verdict[]): string {
  return verdicts
    .filter(({ evaluation, named }) => evaluation.cause !== named)
    .map(({ evaluation: { id, cause, runs }, named }) => {
      const rows = runs.map(({ letters }) => letters).join(' ');
      return `- ${id}: ${cause}, named ${named} (${rows.slice(0, 80)})`;
    })
    .join('\n');
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}
