import { OUTCOME_WORDS } from '../../../report/page/outcome-words';
import { shortName } from '../digest';
import {
  answerText,
  attemptsOf,
  countedCalls,
  latencyOf,
  nameOf,
  promptOf,
  tokensOf,
} from '../item-facts';
import type { MeasuredEvaluation, MeasuredItem, MeasuredRun } from '../measured-evaluation';
import { conversationOf, inputOf } from './messages';
import { modelEvents } from './model-events';
import { outputOf } from './model-output';
import { modelUsage } from './model-usage';

/** The one scorer: the letter that Ratchet gave. */
export const SCORER = 'ratchet';

/** An `EvalSample`: one item of one run. */
export function sampleOf(item: MeasuredItem, run: MeasuredRun, { evaluation }: MeasuredEvaluation) {
  const latencyMs = latencyOf(item);
  const tokens = tokensOf(item);
  const uuid = shortName(evaluation, run.run, item.place);
  return {
    id: nameOf(item),
    epoch: run.turn,
    input: item.calls.length > 0 ? inputOf(item, uuid) : '',
    // The store does not hold what a suite expects, only whether a call is due.
    target: item.kind === 'action' ? 'a call' : 'no call',
    messages: conversationOf(item, uuid),
    events: modelEvents(item, run, uuid),
    output: lastOutput(item, run, uuid),
    scores: { [SCORER]: scoreOf(item) },
    metadata: metadataOf(item, run, evaluation),
    model_usage: modelUsage(run.spec.model, tokens ? [tokens] : []),
    ...(run.endedAt !== null && { completed_at: run.endedAt }),
    ...(latencyMs !== null && { total_time: latencyMs / 1000, working_time: latencyMs / 1000 }),
    uuid,
    ...(item.letter === 'T' && { limit: { type: 'time', limit: run.spec.timeoutSeconds } }),
  };
}

function scoreOf(item: MeasuredItem) {
  return {
    value: item.letter === 'P' ? 'C' : 'I',
    answer: answerText(item),
    explanation: OUTCOME_WORDS[item.letter] ?? item.letter,
    ...(item.letter === 'M' && { reason: 'invalid_response_format' }),
    metadata: { outcome: item.letter },
  };
}

function metadataOf(item: MeasuredItem, run: MeasuredRun, evaluation: string) {
  return {
    evaluation,
    run: run.run,
    place: item.place,
    kind: item.kind,
    outcome: item.letter,
    prompt: promptOf(item),
    attempts: run.hasTranscript ? attemptsOf(item.calls) : null,
    calls: run.hasTranscript ? item.calls.length : null,
    start_state: run.result.startState,
    transcript_sha256: run.result.transcript.sha256,
  };
}

/** What Inspect shows as the answer: all that was said, however many calls it took. */
function lastOutput(item: MeasuredItem, run: MeasuredRun, sample: string) {
  const last = countedCalls(item).at(-1);
  const latencyMs = latencyOf(item);
  return {
    ...(last
      ? outputOf(last, run, sample)
      : { model: run.result.measured.servedModel ?? run.spec.model, choices: [] }),
    completion: answerText(item),
    ...(latencyMs !== null && { time: latencyMs / 1000 }),
  };
}
