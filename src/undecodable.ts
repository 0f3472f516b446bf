/** What stands for a payload that cannot be decoded: no schema accepts it, and it says why. */
export interface Undecodable {
  readonly undecodable: string;
}

export function undecodable(why: string): Undecodable {
  return { undecodable: why.slice(0, 200) };
}

export function isUndecodable(value: unknown): value is Undecodable {
  return (
    typeof value === 'object' &&
    value !== null &&
    'undecodable' in value &&
    typeof value.undecodable === 'string' &&
    Object.keys(value).length === 1
  );
}
