import { createHash } from 'node:crypto';
import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { canonicalJson } from '../../src/canonical-json';
import type { ModelActivities } from '../../src/contract';
import { RatchetError } from '../../src/errors';
import type { RunRequest, RunResult } from '../../src/runs/run';
import { specId } from '../../src/spec/spec-id';
import { heldOutItems, steeringItems } from '../../src/suites/mask';
import { reportingFailures } from '../failures';
import type { Leases } from '../pool/lease';
import { underLease } from '../pool/under-lease';
import type { ModelClient, ModelEntry } from '../ports';
import { sayingAlive } from '../saying-alive';
import type { Medium } from '../store/medium';
import { writeTranscript } from '../store/write-transcript';
import { loadSuite } from '../suites/load-suite';
import type { ItemResult } from './ask-item';
import { askSuite, type Questions, questionsOn } from './ask-suite';
import { measurements } from './run-measurements';
import { rememberVoid, voidAttempts, wordOf } from './void-attempts';
import { createWord, type Word } from './word-of-run';

/** What a worker brings to its runs. */
export interface RunDependencies {
  /** Where transcripts go. */
  readonly medium: Medium;
  /** The models that this worker serves. */
  readonly models: Readonly<Record<string, ModelEntry>>;
  readonly clientOf: (entry: ModelEntry) => ModelClient;
  readonly identity: string;
  /** Gives the slots that all workers share; left out: nobody else asks these endpoints. */
  readonly leases?: Leases;
}

/** Makes runs: the activity behind every number that Ratchet shows. */
export function createMeasureRun(dependencies: RunDependencies): ModelActivities['measureRun'] {
  const lastEnds = new Map<string, number>();
  return (request) =>
    reportingFailures(async () => {
      const voids = voidAttempts();
      const word = createWord(voids);
      try {
        const work = () => measure(request, dependencies, { lastEnds, voids, word });
        return await sayingAlive(work, word.now);
      } catch (error) {
        rememberVoid(voids, cancellationSignal().aborted ? undefined : error);
        throw error;
      } finally {
        lastEnds.set(request.spec.model, performance.now());
      }
    });
}

/** What came before this attempt, and what its heartbeats tell. */
interface Attempt {
  /** When this worker ended its last run, by model. */
  readonly lastEnds: ReadonlyMap<string, number>;
  readonly voids: readonly string[];
  readonly word: Word;
}

async function measure(
  request: RunRequest,
  dependencies: RunDependencies,
  { lastEnds, voids, word }: Attempt,
): Promise<RunResult> {
  const { spec } = request;
  const entry = entryOf(dependencies, spec.model);
  const [questions] = await Promise.all([
    questionsOf(request),
    dependencies.medium.checkRoom?.(request.study),
  ]);
  const client = dependencies.clientOf(entry);
  const wish = { run: request, entry, client, signal: cancellationSignal(), waits: word.waits };
  return underLease(dependencies.leases, wish, async (under) => {
    word.goesOn();
    const gapMs = gapSince(lastEnds.get(spec.model));
    const { servedModel, digest } = await under.client.identify(under.signal);
    const identity = { servedModel, digest };
    const { startState, notes, results } = await askSuite(request, questions, {
      ...under,
      progress: (done) => heartbeat({ ...wordOf(voids), done, of: questions.items.length }),
    });
    return {
      letters: results.map(({ letter }) => letter).join(''),
      answersSha256: answersHash(results, request),
      startState,
      transcript: await writeTranscript(dependencies.medium, request.study, [
        { ...request, specId: specId(spec), startState, model: identity },
        ...notes,
      ]),
      measured: {
        ...measurements({
          entry,
          identity,
          notes,
          results,
          gapMs,
          waitedMs: under.waitedMs,
          worker: dependencies.identity,
        }),
        ...wordOf(voids),
      },
    };
  });
}

async function questionsOf(request: RunRequest): Promise<Questions> {
  const { suite, items } = await itemsOf(request);
  return questionsOn({ suite, items }, request, cancellationSignal());
}

function gapSince(lastEnd: number | undefined): number | null {
  return lastEnd === undefined ? null : performance.now() - lastEnd;
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
