/** An object without its undefined fields: spread over another, it overwrites only what it means to change. */
export function withoutUndefined<T extends object>(value: T): WithoutUndefined<T> {
  // The filter is what makes the type true: no field of the result is undefined.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as WithoutUndefined<T>;
}

export type WithoutUndefined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
