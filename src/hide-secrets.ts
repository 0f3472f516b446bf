const LONG_WORD = /[A-Za-z0-9+/_=-]{16,}/g;
/** Changes between letters and digits: more than words, versions and dates have, less than random text can do without. */
const LEAST_CHANGES = 4;
const HIDDEN = '[hidden, it may be a key]';

/**
 * A message about input that may hold a key by mistake, without what looks like one: long words in which letters and
 * digits change often. What it hides without need costs a look at the line that the message names.
 */
export function hideSecrets(message: string): string {
  return message.replaceAll(LONG_WORD, (word) => (looksRandom(word) ? HIDDEN : word));
}

function looksRandom(word: string): boolean {
  return [...word.matchAll(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)].length >= LEAST_CHANGES;
}
