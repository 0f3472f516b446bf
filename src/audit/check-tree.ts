import { WORKFLOWS } from '../contract';
import type { ArchiveManifest, RunId } from './archive';
import type { FiledRun } from './check-histories';
import type { Finding } from './finding';
import { jsonDifference } from './json-difference';
import type { ChildRecord } from './run-record';

/** Do the runs of a manifest belong together: is each child the one that its parent started, and did it end as its parent heard? */
export function checkTree(
  manifest: ArchiveManifest,
  runs: readonly FiledRun[],
  manifestFile: string,
): readonly Finding[] {
  const byRun = new Map(runs.map((run) => [run.record.runId, run]));
  const listed = new Set([...manifest.histories, ...manifest.leftOut].map(({ runId }) => runId));
  const started = new Set([manifest.runId]);
  // A run that was closed at once may not have heard that these had started.
  const unheard = new Set<string>();
  const findings: Finding[] = [];
  for (const { file, record } of runs) {
    for (const child of record.children) {
      if (child.runId === null) {
        unheard.add(child.workflowId);
        continue;
      }
      started.add(child.runId);
      if (!listed.has(child.runId)) findings.push(notListed(manifestFile, child));
      const own = byRun.get(child.runId);
      if (own) findings.push(...childFindings(file, child, own));
    }
  }
  const strangers = strangersIn(
    manifest,
    manifestFile,
    ({ workflowId, runId }) => started.has(runId) || unheard.has(workflowId),
  );
  return [...findings, ...strangers];
}

function notListed(file: string, { workflowId, runId }: ChildRecord): Finding {
  const expected = `the run ${runId} of ${workflowId}, which its parent started`;
  return { file, at: 'histories', expected, found: 'nothing' };
}

function strangersIn(
  { histories, leftOut }: ArchiveManifest,
  file: string,
  isStarted: (run: RunId) => boolean,
): readonly Finding[] {
  return [...histories, ...leftOut]
    .filter((run) => !isStarted(run))
    .map(({ workflowId, runId }: RunId) => ({
      file,
      at: 'histories',
      expected: 'runs that this run or its children started',
      found: `the run ${runId} of ${workflowId}`,
    }));
}

function childFindings(
  parentFile: string,
  child: ChildRecord,
  { file, record }: FiledRun,
): readonly Finding[] {
  const at = `event ${child.event}`;
  const asked = jsonDifference(child.input, record.input);
  if (asked) {
    return [{ file, ...asked, at: `input of ${record.workflowId}, ${asked.at}` }];
  }
  if (child.outcome?.kind !== 'completed') return [];
  if (record.end?.kind !== 'completed') {
    const expected = `${child.workflowId} to end as its own history says`;
    return [{ file: parentFile, at, expected, found: 'a result' }];
  }
  const heard = jsonDifference(record.end.result, child.outcome.result);
  return heard
    ? [{ file: parentFile, ...heard, at: `${at}, result of ${child.workflowId}, ${heard.at}` }]
    : [];
}

/** Does each cycle begin with what the one before handed on? */
export function checkContinuation(roots: readonly FiledRun[]): readonly Finding[] {
  const byRun = new Map(roots.map((run) => [run.record.runId, run]));
  return roots.flatMap(({ file, record: { type, end } }) => {
    if (type !== WORKFLOWS.cycle || end?.kind !== 'continued-as-new') return [];
    const next = byRun.get(end.runId);
    const difference = next && jsonDifference(end.input, next.record.input);
    if (!next || !difference) return [];
    return [{ file: next.file, ...difference, at: `input, ${difference.at} (as ${file} ends)` }];
  });
}
