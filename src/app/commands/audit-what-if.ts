import type { Command } from 'commander';
import { issuesError } from '../../../activities/input/describe-issues-in';
import { readDocument } from '../../../activities/input/read-document';
import type { SourceDocument } from '../../../activities/input/source-document';
import type { StoreFiles } from '../../../activities/store/medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { type Retaken, type WhatIf, whatIf } from '../../audit/what-if';
import { parsePolicy } from '../../study/parse-policy';
import { DEFAULT_POLICY, type Policy } from '../../study/study';
import { asMeant } from '../as-meant';
import { chosenStudies } from '../audit/chosen-studies';
import { eventsOfLog } from '../audit/events-of-log';
import { configuration } from '../configuration';
import { counted } from '../output/audit-lines';
import { createOutput, type Output } from '../output/output';
import { withStore } from '../store/open-store';

interface WhatIfArguments {
  readonly policy: string;
  readonly json?: boolean;
}

export function whatIfCommand(audit: Command): void {
  audit
    .command('what-if')
    .description('take every past decision again under other gates, without a model call')
    .argument('[study]', 'name of a study; without one, all of RATCHET_DATA')
    .requiredOption('--policy <file>', 'fields of a policy, as under policy in a study file')
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
What the file does not say stays as the study had it. Each decision is taken on the evidence that it had, as if all
before it had stayed as they were: what would have been measured otherwise, nobody knows.

Example:
  $ echo 'minRestraint: 0.9' > stricter.yaml
  $ ratchet audit what-if my-study --policy stricter.yaml`,
    )
    .action(run);
}

function run(study: string | undefined, options: WhatIfArguments): Promise<void> {
  return withStore(configuration(), (stored) => runOn(stored, study, options));
}

async function runOn(
  stored: StoreFiles,
  study: string | undefined,
  options: WhatIfArguments,
): Promise<void> {
  const output = createOutput({ json: options.json });
  const document = await readDocument(asMeant(options.policy), 'STUDY_INVALID');
  // Told before anything else: what is wrong with the file is wrong for every study.
  policyFrom(document, DEFAULT_POLICY);
  for (const name of await chosenStudies(stored, study)) {
    const events = await eventsOfLog(stored, studyFolder(stored.root, name));
    tell(
      name,
      whatIf(events, (own) => policyFrom(document, own)),
      output,
    );
  }
}

function policyFrom(document: SourceDocument, own: Policy): Policy {
  const policy = parsePolicy(document.value, own);
  if (policy.ok) return policy.value;
  throw issuesError(document, policy.issues, 'STUDY_INVALID');
}

function tell(study: string, found: WhatIf, output: Output): void {
  const { decisions, differences, leftOut } = found;
  output.json({ schemaVersion: 1, study, decisions, leftOut, differences });
  const { paint, line } = output;
  line(
    `${paint.bold(study)}: ${differences.length} of ${counted(decisions, 'decision')} would have been others`,
  );
  for (const each of differences) for (const text of linesOf(each, output)) line(text);
  if (leftOut > 0) {
    line(
      `  ${paint.yellow('note')} plain gates decided in ${counted(leftOut, 'cycle')}: not taken again`,
    );
  }
}

function linesOf(retaken: Retaken, { paint }: Pick<Output, 'paint'>): readonly string[] {
  const { id, specId, was, would, reasonWas, reasonWould } = retaken;
  return [
    `  ${paint.bold(id)} ${specId}: ${was} → ${paint.yellow(would)}`,
    `    was   ${reasonWas}`,
    `    would ${reasonWould}`,
  ];
}
