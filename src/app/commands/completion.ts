import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Argument, type Command } from 'commander';
import { complete } from '../completion/complete';
import { configuration } from '../configuration';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** What the shells' scripts read behind the last word: nothing more, or files of the folder as well. */
const NO_FILES = ':4';
const WITH_FILES = ':0';

/** The script's own registration leaves no way to files: it is said again, with one. */
const BASH_FILES = 'complete -o default -F __ratchet_complete ratchet';

export function completionCommand(program: Command): void {
  program
    .command('completion')
    .description('print what a shell reads to complete verbs, options, studies and files')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  $ source <(ratchet completion bash)
  $ ratchet completion zsh > "\${fpath[1]}/_ratchet"
  $ ratchet completion fish > ~/.config/fish/completions/ratchet.fish`,
    )
    .action(printScript);
  program
    .command('complete', { hidden: true })
    .description('what the script of `completion` asks for')
    .argument('[words...]')
    .allowUnknownOption()
    .addHelpText('after', `\nExample:\n  $ ratchet complete -- sta`)
    .action((words: readonly string[]) => answer(program, words));
}

async function printScript(shell: string): Promise<void> {
  const { script } = await import('@bomb.sh/tab');
  script(shell, 'ratchet', 'ratchet');
  if (shell === 'bash') process.stdout.write(`${BASH_FILES}\n`);
}

async function answer(program: Command, words: readonly string[]): Promise<void> {
  const { suggestions, files } = await complete(program, words, studiesThere);
  const lines = suggestions.map(({ word, about }) => `${word}\t${about}`);
  process.stdout.write(`${[...lines, files ? WITH_FILES : NO_FILES].join('\n')}\n`);
}

/** Of the data folder; a completion waits for no server and no database. */
async function studiesThere(): Promise<readonly string[]> {
  const entries = await readdir(join(configuration().dataDir, 'studies'), {
    withFileTypes: true,
  }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
