import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModelClient } from '../../../activities/models/create-model-client';
import { createMeasureRun } from '../../../activities/run/measure-run';
import { folderMedium } from '../../../activities/store/folder-medium';
import type { ModelActivities } from '../../../src/contract';
import type { ModelEntry } from '../../../src/models/model-entry';
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server';
import { type FaultProxy, startFaultProxy } from './fault-proxy';

/** The two embedded models, by the names that the models file would give them. */
export const MODELS = { qwen: 'qwen2.5-coder-0.5b', smol: 'smollm2-135m' } as const;
export type ModelName = keyof typeof MODELS;

/** All that a scene is played on: the server, the proxy before it, and the product's own runs. */
export interface Stage {
  readonly folder: string;
  readonly server: EmbeddedServer;
  readonly proxy: FaultProxy;
  readonly measureRun: ModelActivities['measureRun'];
}

/** Starts a server, a proxy, and the activity that makes runs: the one that studies use. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'ratchet-scenes-'));
  const server = await startEmbeddedServer();
  const proxy = await startFaultProxy(server.port);
  const env = { SCENE_KEY: 'a-key' };
  const measureRun = createMeasureRun({
    medium: folderMedium(folder),
    models: {
      qwen: entryOf('qwen', proxy.port),
      smol: entryOf('smol', proxy.port),
    },
    clientOf: (entry) => createModelClient(entry, { env }),
    identity: 'recorder',
  });
  return { folder, server, proxy, measureRun };
}

function entryOf(name: ModelName, port: number): ModelEntry {
  return {
    name,
    provider: 'embedded',
    baseUrl: `http://127.0.0.1:${port}/v1`,
    modelId: MODELS[name],
    apiKeyEnv: 'SCENE_KEY',
    slots: 1,
    pool: name,
    requestsPerMinute: null,
    prices: null,
    servedAs: [],
  };
}
