import { basename, dirname, resolve } from 'node:path';
import type { Item, Suite } from '../../src/suites/suite';
import { pluginFile } from '../plugins/plugin-file';

/**
 * The suite with its scorers found beside its file, each with its hash; the very same suite where it has none.
 *
 * @throws {RatchetError} `SUITE_INVALID` for a scorer that cannot be read
 */
export async function withScorers(suite: Suite, suiteFile: string): Promise<Suite> {
  if (suite.items.every(({ expect }) => expect.answer?.kind !== 'scorer')) return suite;
  const folder = dirname(resolve(suiteFile));
  return { ...suite, items: await Promise.all(suite.items.map((item) => found(item, folder))) };
}

async function found(item: Item, folder: string): Promise<Item> {
  const { answer } = item.expect;
  if (answer?.kind !== 'scorer') return item;
  const plugin = await pluginFile(resolve(folder, answer.file));
  return { ...item, expect: { ...item.expect, answer: { kind: 'scorer', ...plugin } } };
}

/** The suite as it is hashed: the same on every machine. */
export function withoutFolders(suite: Suite): Suite {
  return {
    ...suite,
    items: suite.items.map((item) => {
      const { answer } = item.expect;
      if (answer?.kind !== 'scorer') return item;
      const here = { ...answer, file: basename(answer.file) };
      return { ...item, expect: { ...item.expect, answer: here } };
    }),
  };
}
