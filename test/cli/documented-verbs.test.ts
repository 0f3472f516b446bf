import type { Command, Option } from 'commander';
import { createProgram } from '../../src/app/program';
import { type Documented, documents, fencedLines, inlineCommands } from './documented-commands';
import { callsIn } from './words-of-commands';

const program = createProgram();

/** Whoever types what a document shows is not told that there is no such verb or option. */
describe('the calls of ratchet in the documents', () => {
  const fenced = documents().flatMap((file) => fencedLines(file));
  const inline = documents().flatMap((file) => inlineCommands(file));

  it('are found', () => {
    expect(fenced.filter(isCall).length).toBeGreaterThan(40);
    expect(inline.filter(isCall).length).toBeGreaterThan(40);
  });

  it('name verbs and options that exist, and give what they need', () => {
    const wrong = fenced.flatMap(({ place, line }) =>
      callsIn(line).flatMap((words) => problemsOf(words).map((what) => `${place}: ${what}`)),
    );
    expect(wrong).toEqual([]);
  });

  it('do so within sentences, where arguments and values may be left out', () => {
    const wrong = inline.flatMap(({ place, line }) =>
      callsIn(line).flatMap((words) =>
        problemsOf(words)
          .filter((what) => !/^too few|needs a value$/.test(what))
          .map((what) => `${place}: ${what}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['ratchet strat study.yaml', 'no verb strat'],
    ['ratchet audit verfy', 'no verb audit verfy'],
    ['RATCHET_DATA=x bin/ratchet report demo --from x', 'report has no option --from'],
    ['ratchet report demo --format pdf', 'report --format takes html, markdown, junit, not pdf'],
    ['ratchet pause a b', 'too many arguments for pause: a b'],
    ['ratchet pause', 'too few arguments for pause'],
  ])('would be told to be wrong: %s', (line, what) => {
    expect(callsIn(line).flatMap(problemsOf)).toEqual([what]);
  });
});

function isCall({ line }: Documented): boolean {
  return callsIn(line).length > 0;
}

function problemsOf(words: readonly string[]): readonly string[] {
  let command: Command = program;
  let rest = words;
  for (let name = ''; command.commands.length > 0 && rest.length > 0; rest = rest.slice(1)) {
    const word = rest[0] ?? '';
    if (word.startsWith('-')) break;
    name = `${name} ${word}`.trim();
    const next = command.commands.find((one) => one.name() === word || isAmong(one, word));
    if (!next) return [`no verb ${name}`];
    command = next;
  }
  return problemsOfArguments(command, rest);
}

/** `pause|resume`, or `pause`, `resume` in one place. */
function isAmong(command: Command, word: string): boolean {
  return word.split('|').includes(command.name());
}

function problemsOfArguments(command: Command, words: readonly string[]): readonly string[] {
  const found: string[] = [];
  const given: string[] = [];
  const rest = words.map((word) => word.replaceAll(/^\[|\]$/g, ''));
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith('-')) found.push(...problemsOfOption(command, word, rest));
    else given.push(word);
  }
  const isHelp = words.includes('--help');
  return found.length > 0 || isHelp ? found : problemsOfCount(command, given);
}

/** Takes the option's value from the words that follow it. */
function problemsOfOption(command: Command, word: string, rest: string[]): readonly string[] {
  const [name = '', attached] = word.split('=');
  const option = optionOf(command, name);
  if (option === undefined) return [`${command.name()} has no option ${name}`];
  if (!option.required) return [];
  const value = attached ?? rest.shift();
  if (value === undefined) return [`${command.name()} ${name} needs a value`];
  if (option.variadic) takeWhile(rest, (next) => !next.startsWith('-'));
  return problemsOfValue(command, option, value);
}

function takeWhile(words: string[], isTaken: (word: string) => boolean): void {
  while (words[0] !== undefined && isTaken(words[0])) words.shift();
}

function optionOf(command: Command, name: string): Option | undefined {
  const options = [...command.options, ...command.createHelp().visibleOptions(command)];
  return options.find(({ long, short }) => long === name || short === name);
}

/** `a|b` names several; `TARGET`, `<target>` and `…` stand for one. */
function problemsOfValue(command: Command, option: Option, value: string): readonly string[] {
  if (option.argChoices === undefined || /^[A-Z<…]/.test(value)) return [];
  const wrong = value.split('|').filter((one) => !takesValue(option, one));
  return wrong.map(
    (one) => `${command.name()} ${option.long} takes ${option.argChoices?.join(', ')}, not ${one}`,
  );
}

/** As the program itself reads it: beside its choices, an option may take the path of a plug-in. */
function takesValue(option: Option, value: string): boolean {
  try {
    option.parseArg?.(value, undefined);
    return true;
  } catch {
    return false;
  }
}

function problemsOfCount(command: Command, given: readonly string[]): readonly string[] {
  const expected = command.registeredArguments;
  const most = expected.some(({ variadic }) => variadic) ? Infinity : expected.length;
  const least = expected.filter(({ required }) => required).length;
  if (given.length > most) {
    return [`too many arguments for ${command.name()}: ${given.join(' ')}`];
  }
  return given.length < least ? [`too few arguments for ${command.name()}`] : [];
}
