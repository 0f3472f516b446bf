import type { Command } from 'commander';
import type { ControlName } from '../../contract';
import { sendControl } from '../client/send-control';
import { withClient } from '../client/with-client';
import { createOutput } from '../output/output';

const VERBS: readonly { readonly name: ControlName; readonly description: string }[] = [
  { name: 'pause', description: 'let the run in flight end and start no other' },
  {
    name: 'resume',
    description: 'go on; also wakes a resting study and tries again after a trouble',
  },
  { name: 'stop', description: 'let the run in flight end, write the files, end the study' },
];

/** `pause`, `resume` and `stop`. */
export function controlCommands(program: Command): void {
  for (const { name, description } of VERBS) {
    program
      .command(name)
      .description(description)
      .argument('<study>', 'name of a study')
      .option('--json', 'JSON Lines on standard output')
      .addHelpText('after', `\nExample:\n  $ ratchet ${name} my-study`)
      .action((study: string, { json }: { readonly json?: boolean }) =>
        control(study, { name }, json),
      );
  }
}

/** Sends a message and prints the study's answer. */
export async function control(
  study: string,
  message: { readonly name: ControlName; readonly payload?: unknown },
  json?: boolean,
): Promise<void> {
  const output = createOutput({ json });
  const answer = await withClient((client) => sendControl(client, study, message));
  output.json({ study, control: message.name, applied: true, note: answer });
  output.line(`${output.paint.bold(study)}: ${answer}`);
}
