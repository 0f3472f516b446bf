import { setTimeout as wait } from 'node:timers/promises';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Connects, and where the server is not up yet, says so and goes on trying. */
export async function connectWithPatience<T>(
  connect: () => Promise<T>,
  say: (line: string) => void,
): Promise<T> {
  for (let pause = FIRST_WAIT_MS; ; pause = Math.min(pause * 2, LONGEST_WAIT_MS)) {
    try {
      return await connect();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      say(`waits for the Temporal server: ${why}`);
      await wait(pause);
    }
  }
}
