import type { Command, Option } from 'commander';

/** One word that could stand next, with what it is for. */
export interface Suggestion {
  readonly word: string;
  readonly about: string;
}

export interface Completion {
  readonly suggestions: readonly Suggestion[];
  /** May a file of the folder stand there as well? */
  readonly files: boolean;
}

const NOTHING: Completion = { suggestions: [], files: false };
const FILES: Completion = { suggestions: [], files: true };

/**
 * What could stand where the cursor is?
 *
 * @param words - all after the program's name; the last is the one being written, possibly empty
 * @param studies - names of the studies that there are, asked for only where one could stand
 */
export async function complete(
  program: Command,
  words: readonly string[],
  studies: () => Promise<readonly string[]>,
): Promise<Completion> {
  const before = words.slice(0, -1);
  const started = words.at(-1) ?? '';
  const { command, given } = walk(program, before);
  const awaiting = optionCalled(command, before.at(-1) ?? '');
  if (awaiting && takesValue(awaiting)) return valuesOf(awaiting);
  if (started.startsWith('-')) return beginningWith(started, options(command));
  const inner = command.createHelp().visibleCommands(command);
  if (inner.length > 0 && given.length === 0) return beginningWith(started, inner.map(asVerb));
  return beginningWith(started, await argumentsOf(command, given.length, studies));
}

interface Walked {
  readonly command: Command;
  /** Its arguments so far, without options and their values. */
  readonly given: readonly string[];
}

/** Follows the verbs; what follows an option that takes a value is that value. */
function walk(command: Command, words: readonly string[]): Walked {
  const given: string[] = [];
  for (const [at, word] of words.entries()) {
    if (word.startsWith('-')) continue;
    const option = optionCalled(command, words[at - 1] ?? '');
    if (option && takesValue(option)) continue;
    const verb = command.commands.find((each) => each.name() === word);
    if (verb && given.length === 0) return walk(verb, words.slice(at + 1));
    given.push(word);
  }
  return { command, given };
}

function optionCalled({ options: known }: Command, word: string): Option | undefined {
  return known.find(({ long, short }) => word !== '' && (word === long || word === short));
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function valuesOf({ argChoices, flags }: Option): Completion {
  if (argChoices)
    return { suggestions: argChoices.map((word) => ({ word, about: '' })), files: false };
  return /<(?:file|folder)/.test(flags) ? FILES : NOTHING;
}

function options(command: Command): Completion {
  const suggestions = command
    .createHelp()
    .visibleOptions(command)
    .map(({ long, short, description }) => ({ word: long ?? short ?? '', about: description }));
  return { suggestions, files: false };
}

function asVerb(command: Command): Suggestion {
  return { word: command.name(), about: command.description() };
}

async function argumentsOf(
  { registeredArguments }: Command,
  given: number,
  studies: () => Promise<readonly string[]>,
): Promise<Completion> {
  const last = registeredArguments.at(-1);
  const argument = registeredArguments[given] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return NOTHING;
  const words = argument.name() === 'study' ? await studies() : (argument.argChoices ?? []);
  const suggestions = words.map((word) => ({ word, about: '' }));
  return { suggestions, files: /file|folder/.test(argument.name()) };
}

function beginningWith(started: string, found: Completion | readonly Suggestion[]): Completion {
  const { suggestions, files } = 'files' in found ? found : { suggestions: found, files: false };
  return { suggestions: suggestions.filter(({ word }) => word.startsWith(started)), files };
}
