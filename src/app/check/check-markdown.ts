import type { CheckedRoute } from './check-route';

const SIGNS: Readonly<Record<CheckedRoute['verdict'], string>> = {
  held: '✅ held',
  broken: '❌ broken',
  unclear: '⚠️ unclear',
};

/** A check as Markdown, for a step summary. */
export function checkMarkdown(checked: readonly CheckedRoute[]): string {
  return [
    '## Ratchet check',
    '',
    '| phase | verdict | promised | found | why |',
    '|---|---|---|---|---|',
    ...checked.map(
      ({ phase, verdict, promised, found, reason, specId }) =>
        `| ${phase} | ${SIGNS[verdict]} | ${promised.toFixed(3)} | ${found.toFixed(3)} | \`${specId}\`: ${reason.replaceAll('|', '\\|')} |`,
    ),
    '',
  ].join('\n');
}
