import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { canonicalJson } from '../../src/canonical-json';
import type { ModelActivities } from '../../src/contract';
import { RatchetError } from '../../src/errors';
import type { Latency, RunMeasurements, RunRequest, RunResult } from '../../src/runs/run';
import { specId } from '../../src/spec/spec-id';
import { median } from '../../src/statistics/median';
import { percentile } from '../../src/statistics/percentile';
import { heldOutItems, steeringItems } from '../../src/suites/mask';
import type { Variant } from '../../src/variants/variant';
import { variantNamed } from '../../src/variants/variants';
import { reportingFailures } from '../failures';
import type { ModelClient, ModelEntry, ModelRequest } from '../ports';
import { writeTranscript } from '../store/write-transcript';
import { loadSuite } from '../suites/load-suite';
import { createSchemaCheck } from '../suites/schema-check';
import type { CallNote, ItemResult } from './ask-item';
import { prepareModel, throwAwayCalls } from './prepare-model';
import { firstQuestion, runSuite } from './run-suite';

/** What a worker brings to its runs. */
export interface RunDependencies {
  readonly dataDir: string;
  /** The models that this worker serves. */
  readonly models: Readonly<Record<string, ModelEntry>>;
  readonly clientOf: (entry: ModelEntry) => ModelClient;
  readonly identity: string;
}

/** How often a run says that it is alive: well below the heartbeat timeout. */
const HEARTBEAT_MS = 5_000;

/** Makes runs: the activity behind every number that Ratchet shows. */
export function createMeasureRun(dependencies: RunDependencies): ModelActivities['measureRun'] {
  const lastEnds = new Map<string, number>();
  return (request) =>
    reportingFailures(async () => {
      const alive = setInterval(() => heartbeat(), HEARTBEAT_MS);
      try {
        return await measure(request, dependencies, lastEnds);
      } finally {
        clearInterval(alive);
        lastEnds.set(request.spec.model, performance.now());
      }
    });
}

async function measure(
  request: RunRequest,
  dependencies: RunDependencies,
  lastEnds: ReadonlyMap<string, number>,
): Promise<RunResult> {
  const { spec, prompt } = request;
  const entry = entryOf(dependencies, spec.model);
  const client = dependencies.clientOf(entry);
  const signal = cancellationSignal();
  const { suite, items } = await itemsOf(request);
  const [firstItem] = items;
  if (!firstItem) throw new RatchetError('SUITE_INVALID', 'Cannot make a run: no item to measure');

  const variant = variantOf(spec.variant);
  const asking = { temperature: spec.temperature, seed: request.seed, params: request.params };
  const sample: ModelRequest = {
    ...asking,
    question: firstQuestion(variant, firstItem, { suite, prompt }),
  };
  const lastEnd = lastEnds.get(spec.model);
  const gapMs = lastEnd === undefined ? null : performance.now() - lastEnd;
  const identity = await client.identify(signal);
  const startState = await prepareModel(client, request.prepare, { sample, signal });
  await throwAwayCalls(client, spec.warmup, { sample, signal });

  const notes: CallNote[] = [];
  const results = await runSuite({
    suite,
    items,
    spec,
    prompt,
    progress: (done) => heartbeat({ done, of: items.length }),
    context: {
      client,
      variant,
      request: asking,
      limitMs: spec.timeoutSeconds * 1000,
      retries: spec.retries,
      breaksSchema: createSchemaCheck(suite.tools),
      signal,
      note: (call) => notes.push(call),
    },
  });
  return {
    letters: results.map(({ letter }) => letter).join(''),
    answersSha256: answersHash(results),
    startState,
    transcript: await writeTranscript(dependencies.dataDir, request.study, [
      { ...request, specId: specId(spec), startState, model: identity },
      ...notes,
    ]),
    measured: measurements({
      entry,
      identity,
      notes,
      results,
      gapMs,
      worker: dependencies.identity,
    }),
  };
}

function variantOf(name: string): Variant {
  const variant = variantNamed(name);
  if (variant) return variant;
  throw new RatchetError(
    'STUDY_INVALID',
    `Cannot ask by ${name}: this worker knows no such variant`,
  );
}

function entryOf({ models }: RunDependencies, name: string): ModelEntry {
  const entry = models[name];
  if (entry) return entry;
  throw new RatchetError(
    'MODEL_UNKNOWN',
    `Cannot measure with ${name}: this worker's models file has ${Object.keys(models).join(', ')}`,
  );
}

/** The items to measure, of the very suite that the study was admitted with. */
async function itemsOf({ suite: ref, items }: RunRequest) {
  const { suite, sha256 } = await loadSuite(ref.source);
  if (sha256 !== ref.sha256) {
    throw new RatchetError(
      'SUITE_CHANGED',
      `Cannot go on with the suite ${ref.source}: its content changed since the study was admitted; put it back, or stop the study and start another`,
    );
  }
  return { suite, items: items === 'steering' ? steeringItems(suite) : heldOutItems(suite) };
}

/** Over the answers themselves, not their scores: only equal answers make more runs copies. */
function answersHash(results: readonly ItemResult[]): string {
  return createHash('sha256')
    .update(canonicalJson(results.map(({ letter, answers }) => ({ letter, answers }))))
    .digest('hex');
}

interface Measured {
  readonly entry: ModelEntry;
  readonly identity: { readonly servedModel: string | null; readonly digest: string | null };
  readonly notes: readonly CallNote[];
  readonly results: readonly ItemResult[];
  readonly gapMs: number | null;
  readonly worker: string;
}

function measurements(measured: Measured): RunMeasurements {
  const { entry, identity, notes, results, gapMs, worker } = measured;
  const answers = notes.flatMap(({ answer }) => (answer ? [answer] : []));
  const total = (of: (answer: (typeof answers)[number]) => number): number =>
    answers.reduce((sum, answer) => sum + of(answer), 0);
  const inputTokens = total(({ usage }) => usage?.inputTokens ?? 0);
  const outputTokens = total(({ usage }) => usage?.outputTokens ?? 0);
  return {
    attempt: activityInfo().attempt,
    worker,
    host: hostname(),
    endpoint: entry.name,
    servedModel: answers.at(-1)?.servedModel ?? identity.servedModel,
    digest: identity.digest,
    gapMs: gapMs === null ? null : Math.round(gapMs),
    latency: latencyOf(results.map(({ elapsedMs }) => elapsedMs)),
    queueMs: Math.round(total(({ queueMs }) => queueMs)),
    inputTokens,
    outputTokens,
    costUsd: costOf(entry, inputTokens, outputTokens),
    calls: notes.length,
  };
}

function latencyOf(elapsed: readonly number[]): Latency {
  return {
    medianMs: Math.round(median(elapsed)),
    p95Ms: Math.round(percentile(elapsed, 0.95) ?? 0),
    firstMs: Math.round(elapsed[0] ?? 0),
  };
}

function costOf({ prices }: ModelEntry, inputTokens: number, outputTokens: number): number | null {
  if (prices === null) return null;
  return (
    (inputTokens * prices.inputPerMillion + outputTokens * prices.outputPerMillion) / 1_000_000
  );
}
