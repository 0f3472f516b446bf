import type { MeasuredEvaluation } from '../measured-evaluation';
import type { NamedText } from '../write-folder';
import { resultsFile } from './results-file';

/**
 * Results of promptfoo: a file for each cycle and phase, the specs that were measured side by side. Held-out items have a
 * file of their own.
 */
export async function* promptfooFiles(
  evaluations: AsyncIterable<MeasuredEvaluation>,
): AsyncGenerator<NamedText> {
  let cycle: MeasuredEvaluation[] = [];
  for await (const evaluation of evaluations) {
    if (cycle[0] && cycle[0].cycle !== evaluation.cycle) {
      yield* filesOf(cycle);
      cycle = [];
    }
    cycle.push(evaluation);
  }
  yield* filesOf(cycle);
}

function* filesOf(cycle: readonly MeasuredEvaluation[]): Generator<NamedText> {
  const files = new Map<string, MeasuredEvaluation[]>();
  for (const evaluation of cycle) {
    const { cycle: number, phase, heldOut } = evaluation;
    const name = `c${number}-${phase}${heldOut ? '-held-out' : ''}`;
    files.set(name, [...(files.get(name) ?? []), evaluation]);
  }
  for (const [name, evaluations] of files) {
    yield { name: `${name}.json`, text: JSON.stringify(resultsFile(name, evaluations)) };
  }
}
