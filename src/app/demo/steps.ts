/** Says what is done and how long it took: `  starts the worker ... 2.1 s`. */
export async function step<T>(
  name: string,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  try {
    const result = await work();
    say(`${name}: ${seconds(started)}`);
    return result;
  } catch (error) {
    say(`${name}: failed after ${seconds(started)}`);
    throw error;
  }
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
