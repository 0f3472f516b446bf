import type { Server } from 'node:http';
import type { ModelHost } from './engine/model-host.ts';
import { log } from './log.ts';

/** A load or a batch cannot be interrupted; past this the process ends without tidying up. */
const TIDY_LIMIT_MS = 3_000;

/** Ends the process with exit code 0 on SIGTERM or SIGINT and, if asked, when its parent has gone. */
export function endWhenAsked(
  serving: Readonly<{ server: Server; host: ModelHost; withParent: boolean }>,
): void {
  let ending = false;
  const end = (why: string): void => {
    if (ending) return;
    ending = true;
    log(`${why}: ending`);
    void tidyUp(serving).finally(() => process.exit(0));
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  if (!serving.withParent) return;
  process.stdin.once('close', () => end('the parent has gone'));
  process.stdin.resume();
}

async function tidyUp({
  server,
  host,
}: Readonly<{ server: Server; host: ModelHost }>): Promise<void> {
  server.close();
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, TIDY_LIMIT_MS);
  });
  await Promise.race([host.close().finally(() => server.closeAllConnections()), limit]);
}
