/** The letters in words, as the glossary has them. */
export const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  P: 'right',
  W: 'wrong tool',
  A: 'wrong arguments',
  N: 'no call where one was due',
  O: 'a call where none was due',
  M: 'cannot be read as a call',
  T: 'timed out',
};
