import { WORKFLOWS } from '../contract';
import type { EvaluationSummary } from '../runs/evaluation';
import { bundleHashOf } from './archive';
import type { FiledEvent } from './assemble-events';
import { checkBundles } from './check-bundles';
import { checkByStore } from './check-by-store';
import { checkHistories, type FiledRun } from './check-histories';
import { checkTranscripts } from './check-transcripts';
import { checkTree } from './check-tree';
import type { Finding } from './finding';
import type { FiledManifest } from './read-archive';
import { recomputeEnforcement } from './recompute-enforcement';
import { recomputeEvaluation } from './recompute-evaluation';
import { eventsOfRun } from './recorded-events';
import type { NamedRun } from './transcript-answers';
import type { VerifyRequest } from './verify-request';

/** What all manifests together hold, as far as decisions need it. */
export interface Taken {
  readonly events: FiledEvent[];
  readonly roots: FiledRun[];
  readonly summaries: Map<string, EvaluationSummary>;
  readonly transcripts: Set<string>;
  readonly bundles: Set<string>;
  readonly notes: string[];
  histories: number;
}

/** Takes the manifests one after another: what each says of its histories, and what these say. */
export async function* takeManifests(
  request: VerifyRequest,
  manifests: readonly FiledManifest[],
): AsyncGenerator<Finding, Taken> {
  const taken: Taken = {
    events: [],
    roots: [],
    summaries: new Map(),
    transcripts: new Set(),
    bundles: new Set(),
    notes: [],
    histories: 0,
  };
  for (const [place, filed] of manifests.entries()) {
    request.progress?.(`run ${place + 1} of ${manifests.length}`);
    yield* takeManifest(request, filed, taken);
  }
  return taken;
}

async function* takeManifest(
  { files, tools }: VerifyRequest,
  filed: FiledManifest,
  taken: Taken,
): AsyncGenerator<Finding> {
  const { manifest, file: manifestFile } = filed;
  const { runs, findings } = await checkHistories(files, manifest, tools);
  yield* findings;
  yield* checkTree(manifest, runs, manifestFile);
  yield* checkByStore(filed, runs);
  yield* await checkBundles(files, { manifest, runs, manifestFile }, tools);
  const named: NamedRun[] = [];
  for (const run of runs) yield* takeRun(run, taken, named);
  yield* await checkTranscripts(files, { manifest, runs: named, manifestFile }, tools);
  const [root] = runs;
  if (root) taken.roots.push(ofCycle(root));
  taken.histories += runs.length;
  for (const { file } of manifest.transcripts) taken.transcripts.add(file);
  for (const event of manifest.byStore) {
    taken.events.push({ event, certain: true, source: 'byStore', file: manifestFile });
  }
  taken.notes.push(...notesOn(manifest.leftOut, taken, manifest.bundles));
}

/** What decisions need of a cycle's own run: a long study has many, and each is large. */
function ofCycle({ file, record }: FiledRun): FiledRun {
  const first = record.activities.find(({ type }) => type === 'recordEvents');
  return { file, record: { ...record, activities: first ? [first] : [], children: [] } };
}

function notesOn(
  leftOut: FiledManifest['manifest']['leftOut'],
  { bundles }: Taken,
  named: FiledManifest['manifest']['bundles'],
): readonly string[] {
  const missing = leftOut.filter(({ workflowId }) => !/\/archive-c\d+$/.test(workflowId));
  const unknown = named.filter(({ file, build }) => file === null && !bundles.has(build));
  for (const { build } of named) bundles.add(build);
  return [
    ...missing.map(({ workflowId, why }) =>
      why === 'open'
        ? `${workflowId} was open when its parent was archived: its history is missing`
        : `${workflowId} was unknown to the server when its parent was archived: its history is missing`,
    ),
    ...unknown.map(
      ({ build }) =>
        `the workflow code of build ${build} is missing${bundleHashOf(build) === null ? ', since its build id names none' : ''}: what it made cannot be replayed`,
    ),
  ];
}

function* takeRun({ file, record }: FiledRun, taken: Taken, named: NamedRun[]): Generator<Finding> {
  const events = eventsOfRun(record);
  taken.events.push(...events.map((event) => ({ ...event, file })));
  if (record.type === WORKFLOWS.enforcement) {
    for (const finding of recomputeEnforcement(record)) yield { file, ...finding };
  }
  if (record.type !== WORKFLOWS.evaluation) return;
  const { findings, summaries, runs } = recomputeEvaluation(record);
  for (const finding of findings) yield { file, ...finding };
  for (const summary of summaries) {
    taken.summaries.set(`${summary.evaluation} ${summary.specId}`, summary);
  }
  for (const [place, result] of runs.entries()) {
    const request = record.activities[place]?.input[0];
    named.push({ evaluation: record.workflowId, run: place + 1, request, result });
  }
}
