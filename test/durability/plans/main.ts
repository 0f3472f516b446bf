/**
 * Plays plans of faults on whole studies, and compares each with the same study undisturbed.
 *
 *   npm run test:durability                                 three short plans, as in CI
 *   npm run test:durability -- --long --seed 7 --kills 100
 *
 * Exits with 1 where a study differs or could not be played to its end, 4 for arguments that make no sense.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { wholeNumber } from '../../../src/app/whole-number';
import { killsOf, longForm } from './long-form';
import type { Session, Verdict } from './play';
import { shortForm } from './short-form';
import { summaryTable } from './summary-table';

const BAD_INPUT = 4;

interface Arguments {
  readonly long?: true;
  readonly seed: number;
  readonly kills: number;
  readonly lanes: number;
  readonly cycles: number;
  readonly keep?: true;
}

const program = new Command('npm run test:durability --')
  .description(
    'play plans of faults on whole studies, and compare each with the same study undisturbed',
  )
  .option(
    '--long',
    'study after study, with outages as long as in earnest, until enough was killed',
  )
  .option('--seed <number>', 'of the plans', wholeNumber(1, 1_000_000), 1)
  .option('--kills <number>', 'long form: processes to kill in all', wholeNumber(1, 100_000), 100)
  .option('--lanes <number>', 'long form: studies at the same time', wholeNumber(1, 16), 2)
  .option('--cycles <number>', 'long form: cycles of a study', wholeNumber(1, 100), 2)
  .option('--keep', 'leave databases and data folders where they are')
  .addHelpText('after', '\nExample:\n  $ npm run test:durability -- --long --seed 7 --kills 100')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : BAD_INPUT))
  .action(main);

async function main({ long, seed, kills, lanes, cycles, keep }: Arguments): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-plans-'));
  const session: Session = { form: long ? 'long' : 'short', seed, cycles, folder, say };
  try {
    const verdicts = await (long ? longForm(session, { kills, lanes }) : shortForm(session));
    process.stdout.write(`\n${summaryTable(verdicts)}\n\n`);
    const [same, all] = [verdicts.filter(isSame).length, verdicts.length];
    say(`${same} of ${all} studies ended as undisturbed; ${killsOf(verdicts)} kills, seed ${seed}`);
    if (same < all) process.exitCode = 1;
  } finally {
    if (keep) say(`kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  }
}

function isSame({ checks }: Verdict): boolean {
  return checks.every(({ holds }) => holds);
}

function say(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`);
}

program.parseAsync().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
