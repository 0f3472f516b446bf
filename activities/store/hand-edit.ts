import { join } from 'node:path';
import { canonicalJsonLines } from '../../src/canonical-json';
import type { EditedStudy, HandEdits } from '../../src/contract';
import { parseDecisionLine } from '../../src/history/parse-decision-line';
import type { StudyEvent } from '../../src/history/study-event';
import { ROUTING_FILE } from '../../src/history/study-files';
import { describeIssues, type Parsed } from '../../src/input-issue';
import { parseRoutingConfig } from '../../src/routing/parse-routing-config';
import { advanceRouting, type RoutingConfig } from '../../src/routing/routing-config';
import { strangersIn } from '../../src/routing/strangers';
import { specId } from '../../src/spec/spec-id';
import type { LogFile } from './log-file';
import type { OpenStore } from './medium';
import type { ProjectedMark } from './projected-mark';
import { sha256 } from './sha256';

/** Where edited routes wait for the next cycle: those of the file that somebody changed, and no others. */
const EDITED_FILE = 'routing_config.edited.json';
/** Where an edited file waits that cannot be read. */
const BROKEN_FILE = 'routing_config.broken.json';

interface Place {
  readonly store: OpenStore;
  readonly folder: string;
  readonly log: LogFile;
  readonly mark: ProjectedMark;
}

/**
 * Puts what somebody changed in a routing file aside, so that no later event is written over the edit or on top of it,
 * and the file back to what the log says. A file that a crash left ahead of its mark is no edit.
 */
export async function setEditAside(place: Place): Promise<void> {
  const { store, folder, mark } = place;
  const path = join(folder, ROUTING_FILE);
  const text = await store.text(path);
  if (text === undefined || mark.routing === undefined || sha256(text) === mark.routing) return;
  // A study that starts has read the file as it is: its edits are what it starts from.
  if (await beginsStudy(place)) return;
  const written = await writtenBefore(place, text);
  if (written === null) return;
  const edited = parseRoutingConfig(text);
  if (edited.ok) await keepEdits(place, edited.value, written.phases);
  else await store.replace(join(folder, BROKEN_FILE), text);
  await store.replace(path, canonicalJsonLines(written));
}

/** Is the first event after the mark a study's first? */
async function beginsStudy({ store, log, mark }: Place): Promise<boolean> {
  for await (const text of store.linesFrom(log, mark.bytes)) {
    const line = parseDecisionLine(text);
    return line.ok && line.value.type === 'study-admitted';
  }
  return false;
}

/** The file as the mark has it; null where this text is what some later event made. */
async function writtenBefore(place: Place, text: string): Promise<RoutingConfig | null> {
  const { mark } = place;
  let before: RoutingConfig | null = null;
  for await (const { seq, config } of routingsOfLog(place)) {
    if (seq >= mark.seq && canonicalJsonLines(config) === text) return null;
    if (seq <= mark.seq) before = config;
  }
  return before;
}

type Routes = RoutingConfig['phases'];

/** Of two edits of the same route the later one counts. */
async function keepEdits(
  { store, folder }: Pick<Place, 'store' | 'folder'>,
  edited: RoutingConfig,
  written: Routes,
): Promise<void> {
  const changed = Object.entries(edited.phases).filter(
    ([phase, route]) => !isSameRoute(route, written[phase]),
  );
  if (changed.length === 0) return;
  const path = join(folder, EDITED_FILE);
  const waiting = parseRoutingConfig((await store.text(path)) ?? '');
  const phases = { ...(waiting.ok && waiting.value.phases), ...Object.fromEntries(changed) };
  await store.replace(path, canonicalJsonLines({ ...edited, phases }));
}

function isSameRoute(one: Routes[string], other: Routes[string] | undefined): boolean {
  return other !== undefined && specId(one.route) === specId(other.route);
}

/**
 * What somebody changed in the study's routing file by hand: per phase the route as the log has it, and as it was
 * edited. A file that cannot be used is kept beside under another name, and said to be rejected.
 */
export async function readHandEdits(place: Place, request: EditedStudy): Promise<HandEdits> {
  await setEditAside(place);
  const broken = await place.store.text(join(place.folder, BROKEN_FILE));
  const rejected =
    broken === undefined
      ? null
      : await reject(place, BROKEN_FILE, issuesIn(parseRoutingConfig(broken)));
  const text = await place.store.text(join(place.folder, EDITED_FILE));
  if (text === undefined) return { edits: [], rejected };
  const edited = parseRoutingConfig(text);
  const wrong = edited.ok ? strangersIn(edited.value.phases, request) : issuesIn(edited);
  if (edited.ok && wrong === '')
    return { edits: await editsIn(place, request, edited.value), rejected };
  const alsoRejected = await reject(place, EDITED_FILE, wrong);
  return { edits: [], rejected: rejected === null ? alsoRejected : `${rejected}\n${alsoRejected}` };
}

function issuesIn(parsed: Parsed<RoutingConfig>): string {
  return parsed.ok ? 'it could not be read when it was written' : describeIssues(parsed.issues);
}

async function editsIn(
  place: Place,
  { phases }: EditedStudy,
  edited: RoutingConfig,
): Promise<HandEdits['edits']> {
  const known = (await routingOfLog(place))?.phases ?? {};
  const edits = Object.entries(edited.phases).flatMap(([phase, route]) => {
    const before = phases.includes(phase) ? known[phase] : undefined;
    if (!before || isSameRoute(route, before)) return [];
    return [{ phase, from: before.route, to: route.route }];
  });
  if (edits.length === 0) await place.store.remove(join(place.folder, EDITED_FILE));
  return edits;
}

/** These edits are in the log now; one that was made since then waits on. */
export async function forgetEdits(
  { store, folder }: Pick<Place, 'store' | 'folder'>,
  events: readonly StudyEvent[],
): Promise<void> {
  const recorded = events.flatMap((event) => (event.type === 'hand-edit' ? [event] : []));
  if (recorded.length === 0) return;
  const path = join(folder, EDITED_FILE);
  const waiting = parseRoutingConfig((await store.text(path)) ?? '');
  if (!waiting.ok) return;
  const left = Object.entries(waiting.value.phases).filter(
    ([name, { route }]) =>
      !recorded.some(({ phase, to }) => phase === name && specId(to) === specId(route)),
  );
  if (left.length === 0) await store.remove(path);
  else {
    await store.replace(
      path,
      canonicalJsonLines({ ...waiting.value, phases: Object.fromEntries(left) }),
    );
  }
}

async function reject({ store, folder }: Place, file: string, why: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = `routing_config.rejected-${number}.json`;
    if (await store.isThere(join(folder, name))) continue;
    await store.rename(join(folder, file), join(folder, name));
    return `${ROUTING_FILE} was edited by hand and cannot be used; it is kept as ${name}:\n${why}`;
  }
}

/** The routes after each event of the log. */
async function* routingsOfLog({ store, log }: Pick<Place, 'store' | 'log'>): AsyncGenerator<{
  readonly seq: number;
  readonly config: RoutingConfig;
}> {
  let config: RoutingConfig | undefined;
  for await (const text of store.linesFrom(log, 0)) {
    const line = parseDecisionLine(text);
    if (!line.ok) return;
    config = advanceRouting(config, line.value);
    yield { seq: line.value.seq, config };
  }
}

async function routingOfLog(place: Place): Promise<RoutingConfig | undefined> {
  let last: RoutingConfig | undefined;
  for await (const { seq, config } of routingsOfLog(place))
    if (seq <= place.mark.seq) last = config;
  return last;
}
