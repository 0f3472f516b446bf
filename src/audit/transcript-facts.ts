import type { RunResult } from '../runs/run';
import type { FindingInside } from './finding';
import { jsonDifference } from './json-difference';
import type { NamedRun } from './transcript-answers';

/** Does a transcript belong to the run that names it: was it asked the same, and did the same model answer? */
export function transcriptFacts(
  transcript: Uint8Array,
  { evaluation, run, request, result }: NamedRun,
): FindingInside | null {
  const [head, ...notes] = new TextDecoder()
    .decode(transcript)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
  const { startState, model, specId: _, ...asked } = Object(head);
  const difference =
    jsonDifference({ ...Object(request) }, asked) ??
    jsonDifference(factsOf(result), toldIn({ startState, model, notes }));
  return difference && { ...difference, at: `run ${run} of ${evaluation}, ${difference.at}` };
}

function factsOf({ startState, measured: { servedModel, digest, calls } }: RunResult) {
  return { startState, servedModel, digest, calls };
}

function toldIn(told: {
  readonly startState: unknown;
  readonly model: unknown;
  readonly notes: readonly unknown[];
}) {
  const { servedModel, digest } = Object(told.model);
  const answers = told.notes.flatMap((note): readonly unknown[] => {
    const answer: unknown = Object(note).answer;
    return answer ? [answer] : [];
  });
  const last: unknown = Object(answers.at(-1)).servedModel;
  return {
    startState: told.startState,
    servedModel: last ?? servedModel,
    digest,
    calls: told.notes.length,
  };
}
