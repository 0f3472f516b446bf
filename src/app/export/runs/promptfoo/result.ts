import { OUTCOME_WORDS } from '../../../report/page/outcome-words';
import type { Row } from '../columns';
import { shortName } from '../digest';
import { planNameOf } from '../evaluation-of-spec';
import { answerText, attemptsOf, countedCalls, latencyOf, nameOf, promptOf } from '../item-facts';
import { promptId } from './column';
import { failureOf } from './failure';
import { tokenUsage } from './token-usage';

/** A cell of promptfoo's table: one item of one run. */
export function resultOf(row: Row, column: number) {
  const { evaluation, run, item } = row;
  const failure = failureOf(item.letter);
  const reason = OUTCOME_WORDS[item.letter] ?? item.letter;
  const success = failure === 0;
  const score = success ? 1 : 0;
  const vars = varsOf(row);
  return {
    id: shortName(evaluation.evaluation, run.run, item.place),
    promptIdx: column,
    // A row for each item and turn; columns with fewer turns end sooner.
    testIdx: (run.turn - 1) * run.items.length + item.place - 1,
    promptId: promptId(evaluation.evaluation, run.specId),
    prompt: { raw: questionText(row), label: planNameOf(evaluation), config: {} },
    provider: { id: run.specId, label: run.specId },
    vars,
    testCase: {
      description: nameOf(item),
      vars,
      assert: [],
      options: {},
      metadata: testMetadata(row),
    },
    response: { output: answerText(item), cached: false, tokenUsage: tokenUsage([item]) },
    tokenUsage: tokenUsage([item]),
    latencyMs: Math.round(latencyOf(item) ?? 0),
    success,
    score,
    namedScores: {},
    failureReason: failure,
    ...(!success && { error: reason }),
    gradingResult: {
      pass: success,
      score,
      reason,
      namedScores: {},
      tokensUsed: { total: 0, prompt: 0, completion: 0 },
      componentResults: [],
    },
    cost: 0,
    metadata: { ...testMetadata(row), ...runMetadata(row) },
  };
}

function varsOf({ run, item }: Row) {
  return { item: nameOf(item), prompt: promptOf(item) ?? '', turn: String(run.turn) };
}

/** All messages of the first question, as promptfoo writes a chat. */
function questionText({ item }: Row): string {
  return JSON.stringify(countedCalls(item)[0]?.question.messages ?? []);
}

function testMetadata({ evaluation, item }: Row) {
  return { kind: item.kind, held_out: evaluation.heldOut };
}

function runMetadata({ evaluation, run, item }: Row) {
  return {
    evaluation: evaluation.evaluation,
    run: run.run,
    outcome: item.letter,
    attempts: attemptsOf(item.calls),
    simulated: run.simulated,
    transcript_sha256: run.result.transcript.sha256,
  };
}
