import type { Command } from 'commander';

/** The help of every verb as a person would read it in a terminal of 100 columns. */
export function referenceOfVerbs(program: Command): string {
  const sections = everyVerb(program, 'ratchet').map(
    ([name, help]) => `## \`${name}\`\n\n\`\`\`text\n${help.trim()}\n\`\`\`\n`,
  );
  return sections.join('\n');
}

function everyVerb(command: Command, path: string): readonly (readonly [string, string])[] {
  const inner = command.createHelp().visibleCommands(command);
  return inner
    .filter((each) => each.name() !== 'help')
    .flatMap((each) => {
      const name = `${path} ${each.name()}`;
      return [[name, helpOf(each)] as const, ...everyVerb(each, name)];
    });
}

function helpOf(command: Command): string {
  let told = '';
  command
    .configureHelp({ helpWidth: 100 })
    .configureOutput({ writeOut: (text) => (told += text), getOutHasColors: () => false })
    .outputHelp();
  return told.replaceAll(/ +$/gm, '');
}
