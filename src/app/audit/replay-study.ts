import { ARCHIVE_FOLDER, bundleFile, bundleHashOf } from '../../audit/archive';
import { checkHistories, type FiledRun } from '../../audit/check-histories';
import type { Finding } from '../../audit/finding';
import { type FiledManifest, readArchive } from '../../audit/read-archive';
import type { StudyFiles, Tools } from '../../audit/study-files';
import type { ReplayedHistory } from './replay-histories';

export interface ReplayRequest {
  readonly files: StudyFiles;
  readonly tools: Tools;
  /** Workflow code to replay all histories with; null: each with the bundle that made it. */
  readonly code: string | null;
  readonly progress?: ((done: number, of: number) => void) | undefined;
}

export interface ReplayReport {
  readonly replayed: number;
  /** What could not be replayed, and why. */
  readonly notes: readonly string[];
}

/** Replays every archived history of a study, and gives what differs. */
export async function* replayStudy(request: ReplayRequest): AsyncGenerator<Finding, ReplayReport> {
  const { files, tools, progress } = request;
  const archive = await readArchive(files, tools);
  yield* archive.findings;
  const total = archive.manifests.reduce((sum, { manifest }) => sum + manifest.histories.length, 0);
  const report = { replayed: 0, notes: new Set<string>() };
  for (const { manifest } of archive.manifests) {
    const { runs, findings } = await checkHistories(files, manifest, tools);
    yield* findings;
    for (const [build, group] of byBuild(runs)) {
      const code = request.code ?? (await codeOf(request, build, manifest));
      if (code === null) {
        report.notes.add(missing(build, group));
        continue;
      }
      for await (const finding of replayGroup(request, code, group)) {
        if ('done' in finding) progress?.((report.replayed += 1), total);
        else yield finding;
      }
    }
  }
  return { replayed: report.replayed, notes: [...report.notes] };
}

/** Runs by the build that took their last workflow task: it has replayed all before that, whoever began them. */
function byBuild(runs: readonly FiledRun[]): ReadonlyMap<string, readonly FiledRun[]> {
  const groups = new Map<string, FiledRun[]>();
  for (const run of runs) {
    const build = run.record.builds.at(-1)?.build;
    // No code ever ran for it: it was closed before.
    if (build === undefined) continue;
    const group = groups.get(build) ?? [];
    group.push(run);
    groups.set(build, group);
  }
  return groups;
}

async function codeOf(
  { files, tools }: ReplayRequest,
  build: string,
  { bundles }: FiledManifest['manifest'],
): Promise<string | null> {
  const known = bundles.find((bundle) => bundle.build === build);
  const hash = bundleHashOf(build);
  if (hash === null || !known?.file) return null;
  const bytes = await files.read(`${ARCHIVE_FOLDER}/${bundleFile(hash)}`);
  if (!bytes) return null;
  const code = tools.gunzip(bytes);
  return tools.sha256(code) === hash ? new TextDecoder().decode(code) : null;
}

function missing(build: string, group: readonly FiledRun[]): string {
  const [first] = group;
  return `the workflow code of build ${build} is not there: ${first?.record.workflowId} and ${group.length - 1} more histories of its run were not replayed; --current replays them with today's code`;
}

async function* replayGroup(
  { files, tools }: ReplayRequest,
  code: string,
  group: readonly FiledRun[],
): AsyncGenerator<Finding | { readonly done: true }> {
  const histories: ReplayedHistory[] = [];
  for (const { file, record } of group) {
    const bytes = await files.read(file);
    if (!bytes) continue;
    const text = new TextDecoder().decode(tools.gunzip(bytes));
    histories.push({ record, history: JSON.parse(text) });
  }
  // Loaded only here: the SDK's worker is the heaviest part, and most verbs do not need it.
  const { replayHistories } = await import('./replay-histories.ts');
  let place = 0;
  for await (const { findings } of replayHistories(code, histories)) {
    const file = group[place]?.file ?? '';
    place += 1;
    for (const finding of findings) yield { file, ...finding };
    yield { done: true };
  }
}
