/**
 * Measures a grid of specs on the embedded model, every run once, with the code that makes a study's runs.
 *
 *   npx tsx bench/decisions/real-grid/measure.ts --out GRID.jsonl [--runs 3] [--minutes 8]
 *
 * Appends a line per run, and starts no run after so many minutes: started again, it goes on with what is missing.
 */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createModelClient } from '../../../activities/models/create-model-client';
import { loadModels } from '../../../activities/models/load-models';
import type { ModelClient } from '../../../activities/ports';
import { askSuite, questionsOn } from '../../../activities/run/ask-suite';
import { type LoadedSuite, loadSuite } from '../../../activities/suites/load-suite';
import { startModelServer } from '../../../src/app/demo/model-server';
import { canonicalJson } from '../../../src/canonical-json';
import { RatchetError } from '../../../src/errors';
import { specId } from '../../../src/spec/spec-id';
import { seedFromText } from '../../../src/statistics/seeded-random';
import { steeringItems } from '../../../src/suites/mask';
import { GRID_MODEL, GRID_SUITE, type GridRun, gridRuns, runKey } from './grid';
import { type Measurement, readMeasurements } from './measurement';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string' },
    runs: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '10000' },
  },
});

async function main(): Promise<void> {
  const { out } = options;
  if (out === undefined) throw new RangeError('Cannot measure: name the file to append to, --out');
  const known = new Set(readMeasurements(out).map(({ key }) => key));
  const runs = gridRuns(Number(options.runs));
  const missing = runs.filter((run) => !known.has(runKey(run)));
  const until = performance.now() + Number(options.minutes) * 60_000;
  const loaded = await loadSuite(GRID_SUITE);
  const server = await startModelServer(['embedded-model/src/main.ts', 'serve'], console.error);
  try {
    const client = await clientAt(server.url);
    for (const [place, run] of missing.entries()) {
      if (performance.now() > until) break;
      const made = await measured(run, loaded, client);
      appendFileSync(out, `${JSON.stringify(made)}\n`);
      const done = runs.length - missing.length + place + 1;
      console.error(`${done}/${runs.length} ${made.key} ${made.letters} ${made.seconds} s`);
    }
  } finally {
    await server.stop();
  }
}

async function clientAt(url: string): Promise<ModelClient> {
  const models = await loadModels(resolve(__dirname, '../../../examples/demo/models.yaml'));
  const entry = models[GRID_MODEL];
  if (!entry) throw new RangeError(`The demo's models file has no ${GRID_MODEL}`);
  return createModelClient(entry, { env: { RATCHET_EMBEDDED_URL: url } });
}

async function measured(
  { spec, run }: GridRun,
  { suite, sha256 }: LoadedSuite,
  client: ModelClient,
): Promise<Measurement> {
  const signal = new AbortController().signal;
  const seed = seedFromText(`grid/${runKey({ spec, run })}`);
  const asking = { spec, prompt: null, params: {}, seed, prepare: 'none' } as const;
  const { digest } = await client.identify(signal);
  const common = {
    key: runKey({ spec, run }),
    spec: specId(spec),
    run,
    seed,
    digest,
    suiteSha256: sha256,
  };
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  try {
    const asked = { suite, items: steeringItems(suite) };
    const questions = await questionsOn(asked, asking, signal);
    const { results, notes } = await askSuite(asking, questions, {
      client,
      signal,
      progress: () => undefined,
    });
    return {
      ...common,
      letters: results.map(({ letter }) => letter).join(''),
      refused: null,
      answersSha256: hash(results.map(({ letter, answers }) => ({ letter, answers }))),
      longestCallMs: Math.round(Math.max(...notes.map(({ elapsedMs }) => elapsedMs))),
      calls: notes.length,
      seconds: seconds(),
    };
  } catch (error) {
    if (!(error instanceof RatchetError) || error.code !== 'SPEC_INAPPLICABLE') throw error;
    const nothing = { letters: '', answersSha256: '', longestCallMs: 0, calls: 0 };
    return { ...common, ...nothing, refused: error.message, seconds: seconds() };
  }
}

function hash(answers: unknown): string {
  return createHash('sha256').update(canonicalJson(answers)).digest('hex');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
