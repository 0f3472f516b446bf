import { clientAt, codeOf, failureOf, requestOf } from './clients';

/** Asks the endpoint named on the command line twice and prints how the second one failed and what it cost. */
async function main(url: string): Promise<void> {
  const ask = () => failureOf(clientAt(url).complete(requestOf(), new AbortController().signal));
  await ask();
  globalThis.gc?.();
  const before = process.memoryUsage();
  let peak = 0;
  const watch = setInterval(() => {
    const now = process.memoryUsage();
    peak = Math.max(peak, now.external - before.external + now.heapUsed - before.heapUsed);
  }, 1);
  const failure = await ask();
  clearInterval(watch);
  console.log(JSON.stringify({ code: codeOf(failure), grownMiB: peak / 1024 / 1024 }));
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
