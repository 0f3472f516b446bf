import { endWhenAsked } from './end-when-asked.ts';
import { createModelHost, type ModelHost } from './engine/model-host.ts';
import { createHttpServer } from './http/server.ts';
import { installEngine } from './install/install-engine.ts';
import { listen } from './listen.ts';
import type { Options } from './options.ts';
import { fetchOptions, fetchWeights } from './weights/fetch-weights.ts';
import { findEntries } from './weights/find-entries.ts';
import { weightsFolder } from './weights/weights-folder.ts';

/** Serves the named models on the loopback address until it is asked to end. */
export async function serve(options: Options): Promise<void> {
  const host = await hostFor(options);
  const server = createHttpServer(host);
  const url = await listen(server, options.port);
  endWhenAsked({ server, host, withParent: options.exitWithParent });
  process.stdout.write(`${JSON.stringify({ event: 'listening', url, pid: process.pid })}\n`);
}

async function hostFor(options: Options): Promise<ModelHost> {
  const entries = findEntries(options.models);
  await installEngine();
  const fetching = fetchOptions(process.env, weightsFolder(process.env));
  const models = [];
  for (const entry of entries) models.push(await fetchWeights(entry, fetching));
  return createModelHost(models, options);
}
