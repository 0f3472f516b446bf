import { canonicalJsonLines } from '../canonical-json';
import type { Parsed } from '../input-issue';
import { parseRoutingConfig } from '../routing/parse-routing-config';
import { advanceRouting } from '../routing/routing-config';
import { advanceCycle } from './cycle-file';
import type { EventType } from './event-entry';
import { advanceFeedback } from './harness-feedback';
import { joined, split } from './long-history';
import { advanceHistory } from './meta-loop-history';
import { parseCycleFile } from './parse-cycle-file';
import { parseHarnessFeedback } from './parse-harness-feedback';
import { parseMetaLoopHistory } from './parse-meta-loop-history';
import type { StudyEvent } from './study-event';

/** Where a study's files are, below its folder. */
export const ROUTING_FILE = 'routing_config.json';
export const HISTORY_FILE = 'meta_loop_history.json';
export const FEEDBACK_FILE = 'harness_feedback.json';
export const LOG_FILE = 'routing_decisions.log';

/** The files that a study has from its first event on, whatever the event is. */
export const LASTING_FILES: readonly string[] = [ROUTING_FILE, HISTORY_FILE, FEEDBACK_FILE];

export function cycleFile(cycle: number): string {
  return `cycles/${cycle}.json`;
}

/** Which files does the event change? Each may cost a write, so those that it leaves alone are not named. */
export function filesOf(event: StudyEvent): readonly string[] {
  const isFirst = event.seq === 1;
  const lasting = LASTING_FILES.filter((name) => isFirst || TOUCHED_BY[name]?.includes(event.type));
  return [...lasting, cycleFile(event.cycle)];
}

const TRIALS: readonly EventType[] = ['trial-opened', 'trial-kept', 'trial-undone'];

const TOUCHED_BY: Readonly<Record<string, readonly EventType[]>> = {
  [ROUTING_FILE]: [
    'study-admitted',
    'baseline-promoted',
    'hand-edit',
    'route-watched',
    'study-ended',
    ...TRIALS,
  ],
  [HISTORY_FILE]: ['phase-closed', 'trial-kept'],
  [FEEDBACK_FILE]: ['diagnosed', 'recommendation-settled', ...TRIALS],
};

/** A file in the making: events go in, its text comes out. */
export interface OpenFile {
  apply(event: StudyEvent): void;
  text(): string;
}

/**
 * Takes up a file where its text left it.
 *
 * @param before - the text so far; undefined where there is no file yet
 * @returns what is wrong with the text where it cannot be read
 */
export function openFile(name: string, before: string | undefined): Parsed<OpenFile> {
  switch (name) {
    case ROUTING_FILE:
      return opened(before, { parse: parseRoutingConfig, advance: advanceRouting });
    case HISTORY_FILE:
      return openedHistory(before);
    case FEEDBACK_FILE:
      return opened(before, { parse: parseHarnessFeedback, advance: advanceFeedback });
    default:
      return opened(before, { parse: parseCycleFile, advance: advanceCycle });
  }
}

/** It grows with every cycle; what was settled long ago is neither read nor made again. */
function openedHistory(before: string | undefined): Parsed<OpenFile> {
  const projection = { parse: parseMetaLoopHistory, advance: advanceHistory };
  if (before === undefined) return opened(before, projection);
  const { settled, rest } = split(before);
  const file = opened(rest, projection);
  if (!file.ok || settled === '') return file;
  const { value } = file;
  const text = (): string => joined(settled, value.text());
  return { ok: true, value: { apply: (event) => value.apply(event), text } };
}

interface Projection<File> {
  readonly parse: (text: string) => Parsed<File>;
  readonly advance: (before: File | undefined, event: StudyEvent) => File;
}

function opened<File>(before: string | undefined, projection: Projection<File>): Parsed<OpenFile> {
  if (before === undefined) return { ok: true, value: fileFrom(undefined, projection) };
  const parsed = projection.parse(before);
  return parsed.ok ? { ok: true, value: fileFrom(parsed.value, projection) } : parsed;
}

function fileFrom<File>(before: File | undefined, { advance }: Projection<File>): OpenFile {
  let file = before;
  return {
    apply(event) {
      file = advance(file, event);
    },
    text: () => canonicalJsonLines(file),
  };
}
