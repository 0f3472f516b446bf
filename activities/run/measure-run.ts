import { createHash } from 'node:crypto';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { canonicalJson } from '../../src/canonical-json';
import type { ModelActivities } from '../../src/contract';
import { RatchetError } from '../../src/errors';
import type { RunRequest, RunResult } from '../../src/runs/run';
import { specId } from '../../src/spec/spec-id';
import { heldOutItems, steeringItems } from '../../src/suites/mask';
import type { Item, Suite } from '../../src/suites/suite';
import type { Variant } from '../../src/variants/variant';
import { variantNamed } from '../../src/variants/variants';
import { reportingFailures } from '../failures';
import type { ModelClient, ModelEntry, ModelRequest } from '../ports';
import { writeTranscript } from '../store/write-transcript';
import { loadSuite } from '../suites/load-suite';
import { createSchemaCheck } from '../suites/schema-check';
import type { CallNote, ItemResult } from './ask-item';
import { prepareModel, throwAwayCalls } from './prepare-model';
import { measurements } from './run-measurements';
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
  const { spec } = request;
  const entry = entryOf(dependencies, spec.model);
  const client = dependencies.clientOf(entry);
  const questions = await questionsOf(request);
  const gapMs = gapSince(lastEnds.get(spec.model));
  const identity = await client.identify(cancellationSignal());
  const { startState, notes, results } = await ask(request, client, questions);
  return {
    letters: results.map(({ letter }) => letter).join(''),
    answersSha256: answersHash(results, request),
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

/** What a run is to ask. */
interface Questions {
  readonly suite: Suite;
  readonly items: readonly Item[];
  readonly variant: Variant;
  /** The first question that it will ask: what thrown-away calls ask. */
  readonly first: ModelRequest['question'];
}

async function questionsOf(request: RunRequest): Promise<Questions> {
  const { suite, items } = await itemsOf(request);
  const [firstItem] = items;
  if (!firstItem) throw new RatchetError('SUITE_INVALID', 'Cannot make a run: no item to measure');
  const variant = variantOf(request.spec.variant);
  const first = firstQuestion(variant, firstItem, { suite, prompt: request.prompt });
  return { suite, items, variant, first };
}

/** Brings the model into its starting state, warms it up, and puts every item to it. */
async function ask(request: RunRequest, client: ModelClient, questions: Questions) {
  const { spec, prompt, seed, params } = request;
  const { suite, items, variant, first } = questions;
  const asking = { temperature: spec.temperature, seed, params };
  const signal = cancellationSignal();
  const notes: CallNote[] = [];
  const note = (call: CallNote): void => void notes.push(call);
  const warmUp = { sample: { ...asking, question: first }, signal, note };
  const startState = await prepareModel(client, request.prepare, warmUp);
  await throwAwayCalls(client, spec.warmup, warmUp);
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
      note,
    },
  });
  return { startState, notes, results };
}

function gapSince(lastEnd: number | undefined): number | null {
  return lastEnd === undefined ? null : performance.now() - lastEnd;
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

/**
 * Over the answers themselves, not their scores: only equal answers make more runs copies.
 * An item that timed out has no answer, so no other run can be a copy of one that holds it.
 */
function answersHash(
  results: readonly ItemResult[],
  { evaluation, run }: Pick<RunRequest, 'evaluation' | 'run'>,
): string {
  const told = results.map(({ letter, answers }) =>
    letter === 'T' ? { letter, unanswered: `${evaluation}#${run}` } : { letter, answers },
  );
  return createHash('sha256').update(canonicalJson(told)).digest('hex');
}
