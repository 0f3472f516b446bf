import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; an empty answer is the default. */
export type Ask = (question: string, standard: string) => Promise<string>;

/** @returns null where nobody can be asked */
export function createAsk(): { readonly ask: Ask; readonly close: () => void } | null {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return {
    ask: async (question, standard) =>
      (await terminal.question(`${question} [${standard}] `)).trim() || standard,
    close: () => terminal.close(),
  };
}
