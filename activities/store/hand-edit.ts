import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJsonLines } from '../../src/canonical-json';
import type { EditedStudy, HandEdits } from '../../src/contract';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import { ROUTING_FILE } from '../../src/history/study-files';
import { describeIssues } from '../../src/input-issue';
import { didYouMean } from '../../src/nearest-word';
import { parseRoutingConfig } from '../../src/routing/parse-routing-config';
import { advanceRouting, type RoutingConfig } from '../../src/routing/routing-config';
import { specId } from '../../src/spec/spec-id';
import { isThere, readIfThere, replaceFile } from './disk';
import { type LogFile, linesFrom } from './log-file';
import type { ProjectedMark } from './projected-mark';
import { sha256 } from './sha256';

/** Where an edited routing file waits for the next cycle. */
const EDITED_FILE = 'routing_config.edited.json';

interface Place {
  readonly folder: string;
  readonly log: LogFile;
  readonly mark: ProjectedMark;
}

/**
 * Puts a routing file that somebody edited aside, so that no later event is written over the edit or on top of it, and
 * the file back to what the log says. A file that a crash left ahead of its mark is no edit.
 */
export async function setEditAside(place: Place): Promise<void> {
  const { folder, mark } = place;
  const path = join(folder, ROUTING_FILE);
  const text = await readIfThere(path);
  if (text === undefined || mark.routing === undefined || sha256(text) === mark.routing) return;
  const written = await writtenBefore(place, text);
  if (written === null) return;
  await replaceFile(join(folder, EDITED_FILE), text);
  await replaceFile(path, written);
}

/** The file as the mark has it; null where this text is what some later event made. */
async function writtenBefore({ log, mark }: Place, text: string): Promise<string | null> {
  let before = text;
  for await (const { seq, config } of routingsOfLog(log)) {
    const made = canonicalJsonLines(config);
    if (seq >= mark.seq && made === text) return null;
    if (seq <= mark.seq) before = made;
  }
  return before;
}

/**
 * What somebody changed in the study's routing file by hand: per phase the route as the log has it, and as it was
 * edited. A file that cannot be read is kept beside under another name, and said to be rejected.
 */
export async function readHandEdits(
  place: Place,
  { phases, models }: EditedStudy,
): Promise<HandEdits> {
  await setEditAside(place);
  const path = join(place.folder, EDITED_FILE);
  const text = await readIfThere(path);
  if (text === undefined) return { edits: [], rejected: null };
  const edited = parseRoutingConfig(text);
  if (!edited.ok)
    return { edits: [], rejected: await reject(place, describeIssues(edited.issues)) };
  const known = (await routingOfLog(place))?.phases ?? {};
  const edits = Object.entries(edited.value.phases).flatMap(([phase, { route }]) => {
    const before = phases.includes(phase) ? known[phase]?.route : undefined;
    return before && specId(before) !== specId(route) ? [{ phase, from: before, to: route }] : [];
  });
  const stranger = edits.find(({ to }) => !models.includes(to.model));
  if (stranger) {
    const { phase, to } = stranger;
    const why = `phases.${phase}.route.model: expected a model of this study (${models.join(', ')}), found "${to.model}"${didYouMean(to.model, models)}`;
    return { edits: [], rejected: await reject(place, why) };
  }
  if (edits.length === 0) await forgetEdit(place.folder);
  return { edits, rejected: null };
}

/** The edit is in the log now, or there is nothing in it. */
export async function forgetEdit(folder: string): Promise<void> {
  await rm(join(folder, EDITED_FILE), { force: true });
}

async function reject({ folder }: Place, why: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `routing_config.rejected-${number}.json`;
    if (await isThere(join(folder, name))) continue;
    await rename(join(folder, EDITED_FILE), join(folder, name));
    return `${ROUTING_FILE} was edited by hand and cannot be used; it is kept as ${name}:\n${why}`;
  }
}

/** The routes after each event of the log. */
async function* routingsOfLog(
  log: LogFile,
): AsyncGenerator<{ readonly seq: number; readonly config: RoutingConfig }> {
  let config: RoutingConfig | undefined;
  for await (const text of linesFrom(log, 0)) {
    const line = parseDecisionLine(text);
    if (!line.ok) return;
    config = advanceRouting(config, line.value);
    yield { seq: line.value.seq, config };
  }
}

async function routingOfLog({ log, mark }: Place): Promise<RoutingConfig | undefined> {
  let last: RoutingConfig | undefined;
  for await (const { seq, config } of routingsOfLog(log)) if (seq <= mark.seq) last = config;
  return last;
}
