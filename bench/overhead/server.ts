import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from '../../activities/package-folder';
import { type Listening, listening } from './process';

/** A Temporal dev server as users have it: database in a file, with the pragmas of temporal-dev.sh. */
export interface Server {
  readonly address: string;
  readonly process: Listening;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-overhead-server-'));
  const process = await listening(
    {
      command: [join(packageFolder(), 'temporal-dev.sh'), 'server'],
      env: { RATCHET_DATA: folder, RATCHET_TEMPORAL_PORT: '0', RATCHET_UI_PORT: '0' },
    },
    /Ctrl-C stops it/,
  );
  const state = JSON.parse(await readFile(join(folder, 'temporal', 'server.json'), 'utf8'));
  return {
    address: String(state.address),
    process,
    stop: async () => {
      await process.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
