import { z } from 'zod';
import { ALL_GENERATOR_NAMES } from '../../../candidates/search-generators';
import type { ControlName } from '../../../contract';
import { fields } from '../../../parse-issues';
import { sendControl } from '../../client/send-control';
import { withClient } from '../../client/with-client';
import { ofStudy, studyName, type Tool, tool } from '../tool';

/** What may be done without being asked for: both can be taken back. */
export const PAUSE_TOOLS: readonly Tool[] = [
  plain('pause', 'Pause a study', 'Lets the run in flight end and starts no other, until resume.'),
  plain(
    'resume',
    'Resume a study',
    'Goes on; also wakes a resting study and tries again after a trouble was mended.',
  ),
];

const limit = z.number().positive().nullable().optional();

const change = fields({
  study: studyName,
  phase: z.string().min(1).max(200).describe('Name of a phase'),
  patch: z
    .record(z.string().max(100), z.unknown())
    .describe('Factors to change against the baseline, such as {"variant": "json_schema"}'),
  why: z.string().max(500).optional().describe('The hypothesis, or the reason'),
});

/** Only with `--allow-control`: they change what a study decides or spends. The study checks each once more. */
export const CONTROL_TOOLS: readonly Tool[] = [
  plain(
    'stop',
    'Stop a study',
    'Lets the run in flight end, writes the files and ends the study for good.',
  ),
  tool({
    name: 'set_generators',
    title: 'Set generators',
    description: 'Sets which generators propose candidates, from the next cycle on.',
    changes: true,
    input: fields({ study: studyName, generators: z.array(z.enum(ALL_GENERATOR_NAMES)).min(1) }),
    call: ({ study, generators }) => send(study, 'setGenerators', generators),
  }),
  tool({
    name: 'set_budget',
    title: 'Set the budget',
    description: 'Sets limits of a study; those left out stay as they are, null lifts one.',
    changes: true,
    input: fields({ study: studyName, cycles: limit, runs: limit, tokens: limit, usd: limit }),
    call: ({ study, ...budget }) => send(study, 'setBudget', budget),
  }),
  changing(
    'add_candidate',
    'addCandidate',
    'Adds a candidate, which is measured and gated like any other.',
  ),
  changing('promote', 'promote', 'Makes a changed spec the baseline by hand, without evidence.'),
  changing('reject', 'reject', 'Takes a changed spec out of the search by hand.'),
];

function plain(name: 'pause' | 'resume' | 'stop', title: string, description: string): Tool {
  return tool({
    name,
    title,
    description,
    changes: true,
    input: ofStudy,
    call: ({ study }) => send(study, name),
  });
}

function changing(name: string, control: ControlName, description: string): Tool {
  return tool({
    name,
    title: description.slice(0, description.search(/[,.]/)),
    description,
    changes: true,
    input: change,
    call: ({ study, ...payload }) => send(study, control, { ...payload, by: 'ratchet mcp' }),
  });
}

/** @returns the study's answer */
function send(study: string, name: ControlName, payload?: unknown): Promise<string> {
  return withClient((client) => sendControl(client, study, { name, payload }));
}
