import { sha256 } from '../../activities/store/sha256';
import { NO_LINE_BEFORE } from '../../src/history/decision-log';

/** What is wrong with a log's chain, numbers and ids; nothing: every event once, in order, each on the line before. */
export function brokenLinks(log: string): readonly string[] {
  const lines = log.split('\n');
  const wrong = lines.pop() === '' ? [] : ['the last line has no end'];
  const ids = new Set<string>();
  let previous = NO_LINE_BEFORE;
  for (const [place, line] of lines.entries()) {
    const event: { readonly seq: number; readonly id: string; readonly previous: string } =
      JSON.parse(line);
    if (event.seq !== place + 1) wrong.push(`line ${place + 1} has the number ${event.seq}`);
    if (event.previous !== previous) wrong.push(`line ${place + 1} does not follow the one before`);
    if (ids.has(event.id)) wrong.push(`line ${place + 1} has the id ${event.id} again`);
    ids.add(event.id);
    previous = sha256(line);
  }
  return wrong;
}
