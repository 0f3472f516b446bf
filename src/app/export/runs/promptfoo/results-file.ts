import { shortName } from '../digest';
import { bySpec, type EvaluationOfSpec } from '../evaluation-of-spec';
import type { MeasuredEvaluation } from '../measured-evaluation';
import { columnOf } from './column';
import { failureOf } from './failure';
import { resultOf } from './result';
import { tokenUsage } from './token-usage';

/** Where no history tells a time. */
const UNKNOWN_TIME = '1970-01-01T00:00:00.000Z';

/**
 * What `promptfoo eval -o` writes, in version 3 of its format: a column for each spec of each evaluation, a row for each
 * item and turn.
 */
export function resultsFile(name: string, evaluations: readonly MeasuredEvaluation[]) {
  const columns = evaluations.flatMap(bySpec);
  const study = evaluations[0]?.study ?? '';
  const at = columns[0]?.first.scheduledAt ?? UNKNOWN_TIME;
  return {
    evalId: `eval-${study}-${name}-${shortName(...columns.map(idOf))}`,
    results: {
      version: 3,
      timestamp: at,
      prompts: columns.map(columnOf),
      results: columns.flatMap(resultsIn),
      stats: statsOf(columns),
    },
    config: {
      description: `ratchet: ${study}, ${name}`,
      tags: { study, ratchet: name },
      prompts: [],
      providers: [],
      tests: [],
    },
    shareableUrl: null,
    metadata: { evaluationCreatedAt: at, author: 'ratchet' },
    vars: ['item', 'prompt', 'turn'],
  };
}

function idOf({ evaluation, first }: EvaluationOfSpec): string {
  return `${evaluation.evaluation} ${first.specId}`;
}

function resultsIn(column: EvaluationOfSpec, place: number) {
  const { runs, evaluation } = column;
  return runs.flatMap((run) => run.items.map((item) => resultOf({ evaluation, run, item }, place)));
}

function statsOf(columns: readonly EvaluationOfSpec[]) {
  const items = columns.flatMap(({ runs }) => runs.flatMap((run) => run.items));
  const failures = items.map(({ letter }) => failureOf(letter));
  return {
    successes: failures.filter((failure) => failure === 0).length,
    failures: failures.filter((failure) => failure === 1).length,
    errors: failures.filter((failure) => failure === 2).length,
    tokenUsage: tokenUsage(items),
  };
}
