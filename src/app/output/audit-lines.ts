import type { Finding } from '../../audit/finding';
import type { Output } from './output';

/** Of many differences these are shown; with `--json` all are there. */
const MOST = 20;

/** Differences as a person reads them, the first one first. */
export function findingLines(
  findings: readonly Finding[],
  { paint }: Pick<Output, 'paint'>,
): readonly string[] {
  const shown = findings
    .slice(0, MOST)
    .flatMap(({ file, at, expected, found }) => [
      `  ${paint.bold(file)}, ${at}`,
      `    expected ${paint.green(expected)}`,
      `    found    ${paint.red(found)}`,
    ]);
  const more = findings.length - MOST;
  return more > 0 ? [...shown, `  and ${more} more: --json has them all`] : shown;
}

/** `1 event`, `2 events`. */
export function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}
