import type { Client } from '@temporalio/client';
import type { Command } from 'commander';
import { loadModels } from '../../../activities/models/load-models';
import { CliError, EXIT } from '../cli-error';
import { withClient } from '../client/with-client';
import { configuration, temporalConnection } from '../configuration';
import type { Had, Visit } from '../doctor/check';
import { CHECKS } from '../doctor/checks';
import { examine } from '../doctor/examine';
import type { Finding } from '../doctor/finding';
import { modelsFileOf } from '../models-file';
import { doctorLines } from '../output/doctor-lines';
import { createOutput } from '../output/output';

interface DoctorArguments {
  readonly json?: boolean;
  readonly models?: string;
  readonly generate?: boolean;
}

export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description(
      'check server, workers, models, store and studies, and tell the mend for each trouble',
    )
    .option('--models <file>', 'models file (default: RATCHET_MODELS, else models.yaml)')
    .option('--generate', 'also let each model write one short answer; it costs a few tokens')
    .option('--json', 'JSON Lines on standard output: one finding each')
    .addHelpText(
      'after',
      `
Changes nothing. Exit code 0 without a fault, 1 with one; docs/operations.md tells what each finding means.

Examples:
  $ ratchet doctor
  $ ratchet doctor --json | jq 'select(.state == "fault")'`,
    )
    .action(runDoctor);
}

async function runDoctor({ json, ...asked }: DoctorArguments): Promise<void> {
  const output = createOutput({ json });
  const findings = await examineAll(asked);
  for (const finding of findings) output.json(finding);
  for (const line of doctorLines(findings, output)) output.line(line);
  const faults = findings.filter(({ state }) => state === 'fault').length;
  if (faults > 0) throw new CliError(EXIT.failed, `${faults} ${faults === 1 ? 'fault' : 'faults'}`);
}

/** Everything that is looked at in this installation. */
export async function examineAll({
  models,
  generate = false,
}: Omit<DoctorArguments, 'json'>): Promise<readonly Finding[]> {
  const { connectionOptions, namespace } = temporalConnection();
  const shared = {
    configuration: configuration(),
    env: process.env,
    address: connectionOptions.address,
    namespace,
    models: await had(() => loadModels(modelsFileOf(models))),
    generate,
  };
  return examined(shared);
}

/** All checks; with a server where there is one. */
async function examined(shared: Omit<Visit, 'server'>): Promise<readonly Finding[]> {
  let reached = false;
  try {
    return await withClient((value: Client) => {
      reached = true;
      return examine(CHECKS, { ...shared, server: { value } });
    });
  } catch (error) {
    if (reached || !(error instanceof CliError)) throw error;
    return examine(CHECKS, { ...shared, server: why(error) });
  }
}

async function had<T>(get: () => Promise<T>): Promise<Had<T>> {
  try {
    return { value: await get() };
  } catch (error) {
    return why(error);
  }
}

/** Messages of this program tell what is wrong on the first line, and the mend on the others. */
function why(error: unknown): { value: null; why: string; mend: string } {
  const [first = '', ...more] = (error instanceof Error ? error.message : String(error)).split(
    '\n',
  );
  return {
    value: null,
    why: first,
    mend: more.map((line) => line.trim()).join('; ') || 'correct it',
  };
}
