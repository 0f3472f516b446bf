import { bySpec } from '../evaluation-of-spec';
import type { MeasuredEvaluation } from '../measured-evaluation';
import type { NamedText } from '../write-folder';
import { evalLog } from './eval-log';

/** Logs of Inspect as JSON, one for each spec of each evaluation; in it an epoch is a run. */
export async function* inspectFiles(
  evaluations: AsyncIterable<MeasuredEvaluation>,
  version: string,
): AsyncGenerator<NamedText> {
  for await (const evaluation of evaluations) {
    for (const ofSpec of bySpec(evaluation)) {
      const log = evalLog(ofSpec, version);
      const { created, task, task_id: id } = log.eval;
      // Inspect lists a log in JSON only where its name begins with a time; its parts are told apart by `_`.
      const time = created.slice(0, 19).replaceAll(':', '-');
      yield {
        name: `${time}_${task.replaceAll('_', '-')}_${id}.json`,
        text: JSON.stringify(log),
      };
    }
  }
}
