import { existsSync, readFileSync } from 'node:fs';
import type { Row } from './cell';

/** The rows of a file of JSON Lines; none where there is no such file. A last line that was cut off is left out. */
export function readRows(file: string): readonly Row[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line): Row => JSON.parse(line));
}
