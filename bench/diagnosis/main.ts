/**
 * How well the rules of diagnosis name causes that are known.
 *
 *   npm run bench:diagnosis [-- --half "made on" --misnamed]
 *
 * Rules were made on one half of the corpus; what is shown is the other, which was scored once. Figures are per
 * source: recorded from the embedded models, generated, and the public recordings where they are beside this
 * repository. Exits with 1 where a capability limit is named that is none.
 */
import { parseArgs } from 'node:util';
import { leftOut, ownCorpus } from './corpus';
import { diagnoseLabelled } from './diagnose-labelled';
import { HALVES, halfOf } from './halves';
import type { LabelledEvaluation } from './labelled-evaluation';
import { SOURCES } from './labelled-evaluation';
import { recordedToolCalls } from './recorded-tool-calls';
import { confusionTable, misnamed, scoreTable } from './report';
import type { Verdict } from './scores';

function main(): void {
  const { values } = parseArgs({
    options: {
      half: { type: 'string', default: HALVES[1] },
      misnamed: { type: 'boolean', default: false },
    },
  });
  const corpus = wholeCorpus();
  const wanted = corpus.filter((each) => halfOf(each) === values.half || values.half === 'all');
  const verdicts = wanted.map(verdictOf);
  console.log(`Half: ${values.half}, ${verdicts.length} of ${corpus.length} evaluations\n`);
  for (const source of SOURCES) {
    const own = verdicts.filter(({ evaluation }) => evaluation.source === source);
    if (own.length > 0) console.log(`${scoreTable(source, own)}\n`);
  }
  console.log(`${confusionTable(verdicts)}\n`);
  if (values.misnamed) console.log(`${misnamed(verdicts)}\n`);
  process.exitCode = tellFalseLimits(corpus.map(verdictOf));
}

function wholeCorpus(): readonly LabelledEvaluation[] {
  const recorded = recordedToolCalls();
  if (recorded === null) console.log('Skipped: no recorded tool calls beside this repository\n');
  console.log(`Left out, because the cause did not bite: ${leftOut().length} recordings\n`);
  return [...ownCorpus(), ...(recorded ?? [])];
}

function verdictOf(evaluation: LabelledEvaluation): Verdict {
  return { evaluation, named: diagnoseLabelled(evaluation).class };
}

/** In the whole corpus, both halves. */
function tellFalseLimits(verdicts: readonly Verdict[]): number {
  const wrong = verdicts.filter(
    ({ evaluation, named }) =>
      named === 'capability-limit' && evaluation.cause !== 'capability-limit',
  );
  console.log(`False capability limits, in both halves: ${wrong.length}`);
  return wrong.length > 0 ? 1 : 0;
}

main();
