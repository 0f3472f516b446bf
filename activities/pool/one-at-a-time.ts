/** Lets work begin one after another, in two orders of arrival: who is in a hurry goes before all others. */
export type InTurn = <T>(signal: AbortSignal, hurry: boolean, work: () => Promise<T>) => Promise<T>;

/** Who is told to end leaves the line at once, and holds nobody up. */
export function oneAtATime(): InTurn {
  const hurried: (() => void)[] = [];
  const others: (() => void)[] = [];
  let busy = false;
  const next = (): void => {
    const begin = hurried.shift() ?? others.shift();
    if (begin) begin();
    else busy = false;
  };
  const turn = async (signal: AbortSignal, line: (() => void)[]): Promise<void> => {
    signal.throwIfAborted();
    if (!busy) busy = true;
    else await inLine(signal, line);
  };
  return async (signal, hurry, work) => {
    await turn(signal, hurry ? hurried : others);
    try {
      return await unlessAborted(signal, work);
    } finally {
      next();
    }
  };
}

function inLine(signal: AbortSignal, line: (() => void)[]): Promise<void> {
  return new Promise((begin, leave) => {
    const aborted = (): void => {
      line.splice(line.indexOf(mine), 1);
      leave(signal.reason);
    };
    const mine = (): void => {
      signal.removeEventListener('abort', aborted);
      begin();
    };
    signal.addEventListener('abort', aborted, { once: true });
    line.push(mine);
  });
}

/** The SDK tries again what a server refused, and hears no signal meanwhile. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let aborted = (): void => undefined;
  const end = new Promise<never>((_, reject) => {
    aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
  });
  try {
    return await Promise.race([work(), end]);
  } finally {
    signal.removeEventListener('abort', aborted);
  }
}
