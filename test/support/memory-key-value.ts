import type { KeyValue, Value } from '../../activities/store/key-value/key-value';

/** Values by key in memory, with the promises of `KeyValue`. */
export function memoryKeyValue(): KeyValue {
  const values = new Map<string, Value>();
  let versions = 0;
  return {
    read: async (key) => values.get(key) ?? null,
    write: async (key, content, expected) => {
      if ((values.get(key)?.version ?? null) !== expected) return null;
      const version = String((versions += 1));
      values.set(key, { content: Uint8Array.from(content), version });
      return version;
    },
    remove: async (key, expected) => values.get(key)?.version === expected && values.delete(key),
    list: async (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** One call of a `KeyValue`. */
export interface SeenCall {
  readonly name: keyof KeyValue;
  readonly key: string;
}

/** The same values, with something done around each call. */
export function around(
  { read, write, remove, list }: KeyValue,
  wrap: <T>(call: SeenCall, answer: () => Promise<T>) => Promise<T>,
): KeyValue {
  return {
    read: (key) => wrap({ name: 'read', key }, () => read(key)),
    write: (key, ...change) => wrap({ name: 'write', key }, () => write(key, ...change)),
    remove: (key, expected) => wrap({ name: 'remove', key }, () => remove(key, expected)),
    list: (prefix) => wrap({ name: 'list', key: prefix }, () => list(prefix)),
  };
}
