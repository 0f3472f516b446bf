import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** A line of a document that somebody could type. */
export interface Documented {
  /** `README.md:120`. */
  readonly place: string;
  readonly line: string;
}

/** README and all guides; the reference is made from the program itself, and decision records tell what was. */
export function documents(): readonly string[] {
  const guides = ['docs', 'docs/how-to'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => `${folder}/${file}`),
  );
  return ['README.md', ...guides];
}

/** The lines of a document's fenced blocks whose opening line is one of these; all blocks where nothing is said. */
export function fencedLines(file: string, opening?: string): readonly Documented[] {
  const found: Documented[] = [];
  let fence: string | null = null;
  for (const [index, line] of linesOf(file).entries()) {
    if (line.trimStart().startsWith('```')) fence = fence === null ? line.trim() : null;
    else if (fence !== null && (opening === undefined || fence === opening)) {
      found.push({ place: `${file}:${index + 1}`, line: line.trim() });
    }
  }
  return found.filter(({ line }) => line !== '' && !line.startsWith('#'));
}

/** What stands in backticks and begins like a command of ours. */
export function inlineCommands(file: string): readonly Documented[] {
  return linesOf(file).flatMap((text, index) =>
    [...text.matchAll(/`((?:bin\/)?ratchet [^`]+)`/g)].map(([, line = '']) => ({
      place: `${file}:${index + 1}`,
      line,
    })),
  );
}

function linesOf(file: string): readonly string[] {
  return readFileSync(join(ROOT, file), 'utf8').split('\n');
}
