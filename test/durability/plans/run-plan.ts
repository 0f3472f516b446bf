import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isGrpcServiceError, type WorkflowHandle } from '@temporalio/client';
import type { OptimizationCycle } from '../../../src/contract';
import type { StudyReport } from '../../../src/study/study-report';
import { until } from '../../support/until';
import { type EndedStudy, endedStudy } from '../ended-study';
import { auditOf } from './audit-of';
import type { Asked } from './endpoint-front';
import type { Moment, Plan, PlannedFault } from './fault';
import { faultKind } from './fault-kinds';
import { runsInFlight } from './in-flight';
import { type MadeRuns, madeRuns } from './made-runs';
import { BASELINE_SEEDS } from './studies';
import { unlikeHistories } from './unlike-histories';
import { QUEUE_PREFIX, type World } from './world';

const LOOK_MS = 10;
const minutes = 60_000;

/** What a study left behind, and what became of the plan that disturbed it. */
export interface PlayedStudy {
  readonly study: EndedStudy;
  readonly report: StudyReport;
  readonly runs: MadeRuns;
  readonly asked: readonly Asked[];
  readonly struck: readonly Struck[];
  /** The study ended before their moment came. */
  readonly missed: readonly PlannedFault[];
  readonly kills: number;
  /** Workflows that the server reports problems of. */
  readonly stuck: readonly string[];
  /** Workflows whose history the code does not make again. */
  readonly unlike: readonly string[];
  /** Answers that somebody got who asked every open workflow all the time. */
  readonly looks: number;
  /** What `ratchet audit verify` says; null: it finds nothing. */
  readonly audit: string | null;
  readonly seconds: number;
}

export interface Struck {
  readonly fault: PlannedFault;
  /** Runs in flight when it struck: they may be paid again. */
  readonly inFlight: number;
}

export interface Play {
  readonly plan: Plan;
  readonly study: { readonly study: string };
  readonly say: (line: string) => void;
}

/** Runs a study from start to end, and plays the plan's faults on it, one after another. */
export async function runPlan(world: World, { plan, study, say }: Play): Promise<PlayedStudy> {
  const begun = performance.now();
  await world.server.start();
  world.worker.start();
  const handle = await world.server.client.workflow.start<OptimizationCycle>('optimizationCycle', {
    taskQueue: `${QUEUE_PREFIX}ratchet`,
    workflowId: study.study,
    args: [study],
  });
  let isOver = false;
  const result = resultOf(handle).finally(() => {
    isOver = true;
  });
  result.catch(() => undefined);
  const struck: Struck[] = [];
  const missed: PlannedFault[] = [];
  for (const fault of plan.faults) {
    const kind = faultKind(fault.kind);
    if (!(await hasCome(fault.moment, { world, study: study.study, isOver: () => isOver }))) {
      missed.push(fault);
      continue;
    }
    if (kind.voids) await until('a run of a candidate', () => isOver || asksACandidate(world));
    const inFlight = runsInFlight(world.front.asked, performance.now());
    say(`${kind.name} ${told(fault)}, ${world.front.asked.length} questions so far`);
    await kind.strike(world, fault.settings);
    struck.push({ fault, inFlight });
  }
  const report = await result;
  await until('the archivist to end', () => isAlone(world, study.study), 2 * minutes);
  const { dataDir } = world.disk;
  return {
    study: await endedStudy(dataDir, study.study),
    report,
    runs: await madeRuns(world.server.client),
    asked: [...world.front.asked],
    struck,
    missed,
    kills: world.kills,
    stuck: await stuckIn(world),
    unlike: await unlikeHistories(world.server.client),
    looks: world.onlooker.answers(),
    audit: await auditOf(dataDir, study.study),
    seconds: (performance.now() - begun) / 1000,
  };
}

function asksACandidate({ front: { asked } }: World): boolean {
  const last = asked.at(-1);
  return last?.answeredAt === null && !BASELINE_SEEDS.has(last.seed);
}

/** Its end, through any outage of the server. */
async function resultOf(handle: WorkflowHandle<OptimizationCycle>): Promise<StudyReport> {
  for (;;) {
    try {
      return await handle.result();
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error;
      if (!isGrpcServiceError(cause)) throw error;
      await sleep(500);
    }
  }
}

async function hasCome(
  { after, count }: Moment,
  { world, study, isOver }: { world: World; study: string; isOver: () => boolean },
): Promise<boolean> {
  for (;;) {
    const seen =
      after === 'questions' ? world.front.asked.length : await eventsIn(world.disk.dataDir, study);
    if (seen >= count) return !isOver();
    if (isOver()) return false;
    await sleep(LOOK_MS);
  }
}

async function eventsIn(dataDir: string, study: string): Promise<number> {
  const path = join(dataDir, 'studies', study, 'routing_decisions.log');
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').length - 1;
}

async function isAlone({ server: { client } }: World, study: string): Promise<boolean> {
  const query = `WorkflowId STARTS_WITH '${study}/' AND ExecutionStatus = 'Running'`;
  for await (const _ of client.workflow.list({ query })) return false;
  return true;
}

async function stuckIn({ server: { client } }: World): Promise<readonly string[]> {
  const stuck: string[] = [];
  const query = 'TemporalReportedProblems IS NOT NULL';
  for await (const { workflowId } of client.workflow.list({ query })) stuck.push(workflowId);
  return stuck;
}

function told({ moment, settings }: PlannedFault): string {
  const values = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return `(${[...values, `after ${moment.count} ${moment.after}`].join(', ')})`;
}
