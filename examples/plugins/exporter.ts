import type { ExportedRow, Exporter } from 'ratchet';

/** A Markdown table of the items that were not right. */
export const write: Exporter = ({ place, study, rows }) => {
  if (place === 'begin')
    return `# ${study}\n\n| cycle | item | outcome | prompt |\n|---|---|---|---|\n`;
  return rows
    .filter(({ outcome }) => outcome !== 'P')
    .map(({ cycle, item, outcome, prompt }) => row([cycle, item, outcome, prompt]))
    .join('');
};

function row(cells: readonly (ExportedRow[string] | undefined)[]): string {
  const texts = cells.map((cell) =>
    String(cell ?? '')
      .replaceAll(/\s+/g, ' ')
      .replaceAll('|', '\\|'),
  );
  return `| ${texts.join(' | ')} |\n`;
}
