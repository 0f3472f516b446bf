/** What may stand before the program: settings of the environment, a prompt, a key of a CI file, a substitution. */
const BEFORE = /^(?:\$ |- |run: |source <\(|exec |docker compose .*? node |[A-Z][A-Z0-9_]*=\S* )*/;
const PROGRAM =
  /^(?:(?:[\w./-]*bin\/)?ratchet (?=[a-z-])|npm run (?:-s )?ratchet -- |\.\/temporal-dev\.sh (?=worker\b|demo\b))/;

/** The words behind `ratchet` of each call in a line of shell, quotation marks taken off. */
export function callsIn(line: string): readonly (readonly string[])[] {
  return commandsIn(line).flatMap((command) => {
    const found = PROGRAM.exec(command);
    return found ? [wordsOf(command.slice(found[0].length))] : [];
  });
}

/** Without its comment, cut where the shell begins another command. */
function commandsIn(line: string): readonly string[] {
  return line
    .replace(/(^|\s)#.*$/, '')
    .split(/&&|\|\||\s\|\s|;|\s&$/)
    .map((part) =>
      part
        .trim()
        .replace(BEFORE, '')
        .replace(/\s\d?>.*$/, ''),
    );
}

function wordsOf(text: string): readonly string[] {
  const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  return words.map((word) => word.replaceAll(/["')]/g, ''));
}
