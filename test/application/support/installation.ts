import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import { dataFolder } from '../../support/data-folder';
import { aSpec } from '../../support/evaluation-summary';

/** The text of a models file in which each model is at the address given. */
export function modelsText(urls: Readonly<Record<string, string>>): string {
  const models = Object.entries(urls).map(([name, baseUrl]) => [
    name,
    { provider: 'openai-compatible', baseUrl, model: 'tiny' },
  ]);
  return JSON.stringify({ models: Object.fromEntries(models) });
}

/** A merged routing file with one phase, as the store writes it. */
export function routingText(
  spec: Partial<Spec> = {},
  changes: Readonly<Record<string, unknown>> = {},
): string {
  const route = aSpec({ isolation: 1, retries: 0, timeoutSeconds: 30, ...spec });
  const phases = {
    [route.phase]: {
      route,
      specId: specId(route),
      fallbacks: [],
      study: 'lfm',
      sinceCycle: 1,
      decision: 'c1/atomic/e1-variant-atomic/decided',
      reason: 'Better in 7 of 7 runs',
      measured: { at: '2026-01-01T00:02:00.000Z' },
      ...changes,
    },
  };
  return `${JSON.stringify({ schemaVersion: 1, phases })}\n`;
}

/** A folder with these files. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await dataFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** A folder with a routing file and a models file in it. */
export function installation(
  routing: string,
  urls: Readonly<Record<string, string>> = { lfm: 'http://127.0.0.1:9/v1' },
): Promise<string> {
  return folderWith({ 'routing_config.json': routing, 'models.yaml': modelsText(urls) });
}
