import type { Command } from 'commander';
import { ALL_GENERATOR_NAMES } from '../../candidates/search-generators';
import { RatchetError } from '../../errors';
import { didYouMean } from '../../nearest-word';
import { control } from './controls';

export function generatorsCommand(program: Command): void {
  program
    .command('generators')
    .description('set which generators propose candidates, from the next candidate on')
    .argument('<study>', 'name of a study')
    .argument('<names...>', `all, or some of: ${ALL_GENERATOR_NAMES.join(', ')}`)
    .option('--json', 'JSON Lines on standard output')
    .addHelpText(
      'after',
      `
Examples:
  $ ratchet generators my-study variant timeout
  $ ratchet generators my-study all`,
    )
    .action((study: string, names: readonly string[], { json }: { readonly json?: boolean }) =>
      control(study, { name: 'setGenerators', payload: generatorsOf(names) }, json),
    );
}

/** Checked here too, so that a slip of the finger needs no worker to be found. */
function generatorsOf(words: readonly string[]): readonly string[] {
  const names = words.flatMap((word) => word.split(',')).filter((word) => word !== '');
  if (names.length === 1 && names[0] === 'all') return ALL_GENERATOR_NAMES;
  const unknown = names.find((name) => !ALL_GENERATOR_NAMES.includes(name));
  if (unknown === undefined) return names;
  throw new RatchetError(
    'CONTROL_INVALID',
    `Cannot set the generators: there is none of the name "${unknown}"${didYouMean(unknown, ALL_GENERATOR_NAMES)}\nThere are: ${ALL_GENERATOR_NAMES.join(', ')}; or all by itself`,
  );
}
