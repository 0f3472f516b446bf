import { loadavg } from 'node:os';
import { wholeNumber } from '../../src/app/whole-number';
import { median } from '../../src/statistics/median';
import { markdownTable } from '../overhead/markdown-table';
import { startServer } from '../overhead/server';
import { versions } from '../overhead/versions';
import { measure } from './measure';
import { ROWS } from './rows';

/**
 * What do more workers bring? Runs per minute with one, two and four, as a ratio to one in the same invocation.
 *
 *   npm run bench:throughput -- [rounds, 2] [milliseconds per answer, 500]
 */
async function main([rounds = '2', think = '500']: readonly string[]): Promise<void> {
  const [count, thinkMs] = [wholeNumber(1, 100)(rounds), wholeNumber(1, 60_000)(think)];
  const server = await startServer();
  const perMinute = ROWS.map((): number[] => []);
  const load = loadavg()[0] ?? 0;
  try {
    for (let round = 1; round <= count; round += 1) {
      for (const [at, row] of ROWS.entries()) {
        const { runs, seconds } = await measure(row, server.address, thinkMs);
        perMinute[at]?.push((60 * runs) / seconds);
        process.stderr.write(
          `round ${round}: ${row.what}: ${runs} runs in ${seconds.toFixed(1)} s\n`,
        );
      }
    }
  } finally {
    await server.stop();
  }
  process.stdout.write(
    `${markdownTable(['', 'runs per minute', 'ratio to one worker'], cells(perMinute))}\n\n` +
      `${count} rounds, ${thinkMs} ms per answer; load average ${load.toFixed(1)} before, ${loadavg()[0]?.toFixed(1)} after.\n` +
      `${versions('')}\n`,
  );
}

/** The median of the rounds; its ratio is taken in each round, against that round's first row. */
function cells(perMinute: readonly (readonly number[])[]): string[][] {
  const [one = []] = perMinute;
  return ROWS.map(({ what }, at) => {
    const rates = perMinute[at] ?? [];
    const ratios = rates
      .map((rate, round) => rate / (one[round] ?? Number.NaN))
      .toSorted((a, b) => a - b);
    const range = `${ratios[0]?.toFixed(2)} to ${ratios.at(-1)?.toFixed(2)}`;
    return [what, median(rates).toFixed(1), `${median(ratios).toFixed(2)} (${range})`];
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
