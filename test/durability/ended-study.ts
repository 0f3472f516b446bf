import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../support/json';
import { brokenLinks } from '../support/log-chain';

/** What a study left behind, so that two of them can be compared. */
export interface EndedStudy {
  readonly events: readonly Json[];
  /** Events in the log before its last write, with which the study ended. */
  readonly beforeTheEnd: number;
  /** What is wrong with the chain of the log. */
  readonly links: readonly string[];
  readonly files: Readonly<Record<string, Json>>;
}

export async function endedStudy(dataDir: string, name: string): Promise<EndedStudy> {
  const folder = join(dataDir, 'studies', name);
  const log = await readFile(join(folder, 'routing_decisions.log'), 'utf8');
  const cycles = (await readdir(join(folder, 'cycles'))).toSorted();
  const paths = [
    join(dataDir, 'routing_config.json'),
    join(folder, 'routing_config.json'),
    join(folder, 'meta_loop_history.json'),
    join(folder, 'harness_feedback.json'),
    ...cycles.map((file) => join(folder, 'cycles', file)),
  ];
  const files = paths.map(async (path): Promise<[string, Json]> => {
    return [path.slice(dataDir.length), comparable(await readFile(path, 'utf8'), name)];
  });
  const named = (await Promise.all(files)).map(([path, file]) => [
    path.replace(name, 'study'),
    file,
  ]);
  return {
    links: brokenLinks(log),
    events: log
      .trimEnd()
      .split('\n')
      .map((line) => comparable(line, name)),
    beforeTheEnd: beforeLastWrite(log),
    files: Object.fromEntries(named),
  };
}

/** What a cycle decides is written at once: the events of one write have one time. */
function beforeLastWrite(log: string): number {
  const times = log
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line).measured.at);
  return times.filter((time) => time !== times.at(-1)).length;
}

/** Less what clocks and faults may change, and the names of study and store; a line's hash covers them. */
function comparable(text: string, name: string): Json {
  const named = text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), 'study');
  return JSON.parse(named, (key, value) =>
    ['measured', 'previous', 'store'].includes(key) && typeof value !== 'number'
      ? undefined
      : value,
  );
}
