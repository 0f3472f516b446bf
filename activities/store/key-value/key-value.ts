/** What a key holds. */
export interface Value {
  readonly content: Uint8Array;
  /** Another one after every change of the content. */
  readonly version: string;
}

/**
 * All that a store needs from where it is kept: values by key, each changed only from the version that was seen.
 *
 * Whoever was answered sees its change in every later read and list, whoever makes them. A call that throws may have
 * changed something or not. Keys are made of `A-Z a-z 0-9 . _ - /`.
 */
export interface KeyValue {
  /** Null where there is no such key. */
  readonly read: (key: string) => Promise<Value | null>;
  /**
   * @param expected - the version that is replaced; null: there is none yet
   * @returns the new version; null where it was refused, since there is another version
   */
  readonly write: (
    key: string,
    content: Uint8Array,
    expected: string | null,
  ) => Promise<string | null>;
  /** @returns false where it was refused */
  readonly remove: (key: string, expected: string) => Promise<boolean>;
  /** All keys that begin so, in any order. */
  readonly list: (prefix: string) => Promise<readonly string[]>;
}

/** The content as text in UTF-8. */
export function textOf({ content }: Value): string {
  return Buffer.from(content).toString('utf8');
}
