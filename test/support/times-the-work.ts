type Work = () => unknown;

const TRIES = 5;

/**
 * How many times the work of `than` the work of `of` is, by the time of the processor.
 *
 * In place of a number of seconds, which a slow machine would take longer for. Whatever else the machine does only adds
 * to a time, so the least of some tries is taken of each, and no more are made once the answer is below `enough`.
 */
export async function timesTheWork(of: Work, than: Work, enough: number): Promise<number> {
  // What is done for the first time takes longer: as long as the work itself, where that is small.
  await than();
  let least = { of: Infinity, than: Infinity };
  let times = Infinity;
  for (let tries = 0; tries < TRIES && times >= enough; tries += 1) {
    least = {
      than: Math.min(least.than, await processorMs(than)),
      of: Math.min(least.of, await processorMs(of)),
    };
    times = least.of / least.than;
  }
  return times;
}

async function processorMs(work: Work): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  // Less cannot be told from what a process does beside its work.
  return Math.max((user + system) / 1_000, 1);
}
