import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { untilArchived } from '../../src/app/carry/until-archived';
import { startInstallation, startStudy, startStudyServer } from '../support/study-server';
import { startOddEndpoint } from './odd-endpoint';
import { ODD_SUITE } from './odd-suite';

export const STUDY = 'odd';

/** Runs a study on a real Temporal server and an endpoint with every trouble, until its last run is archived. */
export async function makeStore(dataDir: string): Promise<void> {
  const suite = join(dataDir, 'suite.json');
  await writeFile(suite, JSON.stringify(ODD_SUITE));
  const endpoint = await startOddEndpoint();
  const server = await startStudyServer();
  try {
    const installation = await startInstallation(server, {
      dataDir,
      queuePrefix: 'exports-',
      models: { odd: modelAt(endpoint.url) },
      processEnv: { ODD_KEY: SECRET },
    });
    const handle = await startStudy(server, installation, {
      study: STUDY,
      phases: { odd: suite },
      baseline: { model: 'odd', timeoutSeconds: 0.3, isolation: 1 },
      factors: { temperature: [0, 0.5] },
      policy: { runs: 3 },
      atCeiling: 'finish',
      watch: 'off',
    });
    const { runId } = await handle.describe();
    const ended = handle.result();
    await ended;
    const last = await handle.describe();
    await untilArchived(dataDir, { study: STUDY, workflowId: STUDY, runId: last.runId ?? runId });
    await installation.stop();
  } finally {
    await server.stop();
    await endpoint.close();
  }
}

/** What must be in no export. */
export const SECRET = 'key-that-must-not-leave';

function modelAt(url: string) {
  return {
    name: 'odd',
    provider: 'openai-compatible',
    baseUrl: url,
    modelId: 'odd-1',
    apiKeyEnv: 'ODD_KEY',
    slots: 2,
    pool: 'odd',
    requestsPerMinute: null,
    prices: null,
    servedAs: [],
  } as const;
}
