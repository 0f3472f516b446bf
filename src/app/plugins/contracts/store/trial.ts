import { randomUUID } from 'node:crypto';
import { pluginKeyValue } from '../../../../../activities/plugins/plugin-key-value';
import { type KeyValue, textOf } from '../../../../../activities/store/key-value/key-value';
import type { Trial } from '../../contract';

/** A store that is tried out, and the keys of one trial, which nobody else has. */
export interface Tried extends KeyValue {
  readonly under: (name: string) => string;
}

/** Tries a store out and takes away again what that left. @param work - says what is wrong; null: nothing */
export function trial(
  name: string,
  work: (tried: Tried) => Promise<string | null>,
  mend: string,
): Trial {
  return {
    name,
    mend,
    run: async (plugin) => {
      const kept = pluginKeyValue(plugin);
      const prefix = `test-plugin/${randomUUID()}/`;
      try {
        return await work({ ...kept, under: (key) => prefix + key });
      } finally {
        await removeBelow(kept, prefix).catch(() => undefined);
      }
    },
  };
}

async function removeBelow(kept: KeyValue, prefix: string): Promise<void> {
  const keys = (await kept.list(prefix)).filter((key) => key.startsWith(prefix));
  await Promise.all(
    keys.map(async (key) => {
      const found = await kept.read(key);
      if (found) await kept.remove(key, found.version);
    }),
  );
}

/** A sentence and whether it holds, of which the first that does decides. */
export type Fault = readonly [why: string, isSo: () => Promise<boolean>];

/** What is wrong first; null: nothing. */
export async function firstFault(faults: readonly Fault[]): Promise<string | null> {
  for (const [why, isSo] of faults) if (await isSo()) return why;
  return null;
}

/** Something else than this text is there. */
export function holdsOther(tried: KeyValue, key: string, text: string): () => Promise<boolean> {
  return async () => {
    const found = await tried.read(key);
    return found === null || textOf(found) !== text;
  };
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text);
}
