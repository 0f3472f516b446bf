import { mkdir, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadModels } from '../../activities/models/load-models';
import { startScenario } from '../../scenario/start-scenario';
import { type Installation, type StudyServer, startInstallation } from '../support/study-server';

const ROOT = resolve(__dirname, '../..');
const PREFIX = 'tutorial-';

/** Where docs/tutorial.md is followed: its endpoint, and a folder that looks like the clone but may be written to. */
export interface Tutorial {
  readonly clone: string;
  readonly env: NodeJS.ProcessEnv;
  /** With the endpoint's real port in the place of the written one. */
  asWritten(line: string): string;
  /** What `./temporal-dev.sh worker --models office/models.yaml` starts, once these files are there. */
  startWorker(): Promise<void>;
  close(): Promise<void>;
}

export async function openTutorial(folder: string, server: StudyServer): Promise<Tutorial> {
  const clone = join(folder, 'clone');
  await mkdir(clone);
  for (const name of ['bin', 'examples']) await symlink(join(ROOT, name), join(clone, name));
  const scenario = await startScenario({ table: join(ROOT, 'examples/tutorial/endpoint.yaml') });
  const dataDir = join(clone, 'ratchet-data');
  let installation: Installation | undefined;
  return {
    clone,
    env: {
      // An empty file is enough for the Temporal CLI alone.
      TEMPORAL_CONFIG_FILE: undefined,
      RATCHET_QUEUE_PREFIX: PREFIX,
      RATCHET_DATA: dataDir,
      RATCHET_MODELS: join(clone, 'office/models.yaml'),
    },
    asWritten: (line) => line.replace('http://127.0.0.1:8700', scenario.url),
    startWorker: async () => {
      const models = await loadModels(join(clone, 'office/models.yaml'));
      installation = await startInstallation(server, { queuePrefix: PREFIX, dataDir, models });
    },
    close: async () => {
      await installation?.stop();
      await scenario.close();
    },
  };
}
