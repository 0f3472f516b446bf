import type { Options } from './options.ts';
import { fetchOptions, fetchWeights } from './weights/fetch-weights.ts';
import { findEntries } from './weights/find-entries.ts';
import { weightsFolder } from './weights/weights-folder.ts';

/** Fetches the weights of the named models, one after another; `--json` writes a line for each. */
export async function fetchAll({ models, json }: Options): Promise<void> {
  const options = fetchOptions(process.env, weightsFolder(process.env));
  for (const entry of findEntries(models)) {
    const fetched = await fetchWeights(entry, options);
    if (json) process.stdout.write(`${JSON.stringify(fetched)}\n`);
  }
}
