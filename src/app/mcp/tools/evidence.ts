import { join } from 'node:path';
import { z } from 'zod';
import type { StoreFiles } from '../../../../activities/store/medium';
import { mergedRoutingFile, studyFolder } from '../../../../activities/store/store-paths';
import type { StudyEvent } from '../../../history/study-event';
import { ROUTING_FILE } from '../../../history/study-files';
import { fields } from '../../../parse-issues';
import { eventsOfLog } from '../../audit/events-of-log';
import { CliError, EXIT } from '../../cli-error';
import { configuration } from '../../configuration';
import { wordsOfEvent } from '../../log/words-of-event';
import { readReport } from '../../report/read-report';
import { readStory } from '../../report/read-story';
import { reportMarkdown } from '../../report/report-markdown';
import { withStore } from '../../store/open-store';
import { ofStudy, studyName, type Tool, tool } from '../tool';

const MOST_DECISIONS = 200;

/** What the files of a study say: no server is needed. */
export const EVIDENCE_TOOLS: readonly Tool[] = [
  tool({
    name: 'decisions',
    title: 'Decisions of a cycle',
    description:
      'What was decided in one cycle of a study (the last one where left out), in order: verdicts on candidates, promotions, undos, repairs, diagnoses, each with its reason and the id that `evidence` takes.',
    input: fields({
      study: studyName,
      cycle: z.int().min(0).optional().describe('Number of the cycle; the last one where left out'),
      phase: z.string().max(200).optional().describe('Only this phase'),
    }),
    call: ({ study, cycle, phase }) =>
      withStore(configuration(), async (stored) => {
        const events = await eventsOf(stored, study);
        const number = cycle ?? events.at(-1)?.cycle ?? 0;
        const found = events.filter((event) => event.cycle === number && isOf(event, phase));
        return {
          study,
          cycle: number,
          decisions: found.slice(0, MOST_DECISIONS).map(summaryOf),
          leftOut: Math.max(0, found.length - MOST_DECISIONS),
        };
      }),
  }),
  tool({
    name: 'evidence',
    title: 'Evidence of a decision',
    description:
      'The whole line of the log behind one decision: specs, passes per item and run, gates with their numbers, reason. Take the id from `decisions`.',
    input: fields({
      study: studyName,
      id: z
        .string()
        .min(1)
        .max(300)
        .describe('Id of the event, such as c3/atomic/e2-variant-atomic/decided'),
    }),
    call: ({ study, id }) =>
      withStore(configuration(), async (stored) => {
        const found = (await eventsOf(stored, study)).find((event) => event.id === id);
        if (found) return found;
        throw new CliError(EXIT.badInput, `${study} has no event ${id}; decisions lists them`);
      }),
  }),
  tool({
    name: 'report',
    title: 'Report of a study',
    description: 'What a study has found, as Markdown: improvement, decisions, routes, warnings.',
    input: ofStudy,
    call: ({ study }) =>
      withStore(configuration(), async (stored) => {
        const { routing } = await readReport(stored, study);
        return reportMarkdown(await readStory(stored, study), routing);
      }),
  }),
  tool({
    name: 'routes',
    title: 'Present routes',
    description:
      'The routing file of a study, or of all studies where none is named: per phase the spec that applications use, its fallback, since which cycle.',
    input: fields({ study: studyName.optional() }),
    call: ({ study }) => withStore(configuration(), (stored) => routesOf(stored, study)),
  }),
];

async function eventsOf(stored: StoreFiles, study: string): Promise<readonly StudyEvent[]> {
  const events = await eventsOfLog(stored, studyFolder(stored.root, study));
  if (events.length > 0) return events;
  const names = await stored.studyNames();
  throw new CliError(
    EXIT.badInput,
    `There is no study ${study} in ${stored.root}; it has ${names.slice(0, 50).join(', ') || 'none'}`,
  );
}

function isOf(event: StudyEvent, phase: string | undefined): boolean {
  return phase === undefined || !('phase' in event) || event.phase === phase;
}

function summaryOf(event: StudyEvent) {
  const { id, type } = event;
  const { words, spec } = wordsOfEvent(event);
  return {
    id,
    type,
    phase: 'phase' in event ? event.phase : null,
    spec: spec ?? null,
    words: diagnosisOf(event) ?? words,
  };
}

function diagnosisOf(event: StudyEvent): string | null {
  if (event.type !== 'diagnosed') return null;
  return `${event.diagnosis.class}: ${event.diagnosis.sentence}`;
}

async function routesOf(stored: StoreFiles, study: string | undefined): Promise<string> {
  const { root } = stored;
  const path =
    study === undefined ? mergedRoutingFile(root) : join(studyFolder(root, study), ROUTING_FILE);
  const text = await stored.text(path);
  if (text !== undefined) return text;
  throw new CliError(EXIT.badInput, `There are no routes yet: no ${path}`);
}
