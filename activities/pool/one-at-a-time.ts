/** Lets work begin one after another, in two orders of arrival: who is in a hurry goes before all others. */
export function oneAtATime(): <T>(hurry: boolean, work: () => Promise<T>) => Promise<T> {
  const hurried: (() => void)[] = [];
  const others: (() => void)[] = [];
  let busy = false;
  return async (hurry, work) => {
    if (busy) await new Promise<void>((begin) => void (hurry ? hurried : others).push(begin));
    busy = true;
    try {
      return await work();
    } finally {
      const next = hurried.shift() ?? others.shift();
      if (next) next();
      else busy = false;
    }
  };
}
