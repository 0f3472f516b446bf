import type { PhaseStatus, StudyStatus, TableRow } from './status';
import { errorBudgetText, holdText, watchedText } from './status-text';

/** Longest text that a server takes as current details, in characters; ours stays well below it. */
const MAX_ROWS = 30;

/** The study's state as the Web UI shows it. */
export function statusInMarkdown(status: StudyStatus): string {
  return [
    ...(status.simulated ? ['**Simulated**: the answers are played from a table.', ''] : []),
    `**${status.study}** · cycle ${status.cycle} · ${status.state}`,
    '',
    status.doing,
    ...(status.trouble ? ['', `**${status.trouble.code}**: ${status.trouble.message}`] : []),
    ...status.phases.flatMap(phaseInMarkdown),
    '',
    ...errorBudgetInMarkdown(status),
    `Spent: ${status.spent.runs} runs, ${status.spent.tokens} tokens, ${status.spent.usd.toFixed(2)} US dollars`,
  ].join('\n');
}

function errorBudgetInMarkdown({ errorBudget }: StudyStatus): readonly string[] {
  return errorBudget ? [`Error budget: ${errorBudgetText(errorBudget)}`, ''] : [];
}

function phaseInMarkdown(phase: PhaseStatus): readonly string[] {
  return [
    '',
    `### ${phase.name} (${phase.suite})`,
    `Baseline \`${phase.baseline}\`${phase.accuracy === null ? '' : `, accuracy ${phase.accuracy.toFixed(3)}`}`,
    ...(phase.table.length > 0
      ? [
          '',
          '| | change | runs | accuracy | gates 1-4 | verdict | why |',
          '|---|---|---|---|---|---|---|',
          ...phase.table.slice(0, MAX_ROWS).map(rowInMarkdown),
        ]
      : []),
    ...(phase.holds ?? []).slice(0, MAX_ROWS).flatMap((hold) => ['', holdText(hold)]),
    ...(phase.watched ? ['', watchedText(phase.watched)] : []),
    ...(phase.heldOut ? ['', phase.heldOut] : []),
  ];
}

function rowInMarkdown(row: TableRow): string {
  const cells = [
    row.name,
    row.change,
    String(row.runs),
    row.accuracy === null ? row.state : row.accuracy.toFixed(3),
    row.gates,
    row.verdict ?? '',
    row.reason,
  ];
  return `| ${cells.map(cellInMarkdown).join(' | ')} |`;
}

/** Of one line, and cut before it is escaped, so that no escape is cut in two. */
function cellInMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 160).replaceAll('|', '\\|');
}
