import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { startScenario } from '../../scenario/start-scenario';
import { seededRandom } from '../../src/statistics/seeded-random';
import { startDyingWorker } from '../support/dying-worker-process';
import { type StudyServer, startStudy, startStudyServer } from '../support/study-server';
import { until } from '../support/until';
import { SCENARIO_SUITES } from '../support/worked-example';
import { type EndedStudy, endedStudy } from './ended-study';

const ROOT = join(__dirname, '../..');

const STUDY = 'long';

/** A worker lives for so long before it is killed, in seconds: from before it listens to well into its work. */
const SHORTEST_LIFE = 1;
const LONGEST_LIFE = 40;

/** Long: many candidates, several cycles, a promotion and a repair. The answers follow from the question alone. */
const study = (cycles: number) => ({
  // Of one name always: the order of the candidates follows from it.
  study: STUDY,
  phases: {
    atomic: join(SCENARIO_SUITES, 'lfm-atomic.yaml'),
    extended: join(SCENARIO_SUITES, 'lfm-extended.yaml'),
  },
  baseline: { model: 'lfm' },
  factors: {
    variant: ['native_api', 'atomic'],
    timeoutSeconds: [30, 60, 90, 120],
    retries: [0, 1, 2, 3],
    isolation: [0, 1],
  },
  fallbacks: { lfm: 'claude-haiku' },
  policy: { runs: 7 },
  budget: { cycles },
  atCeiling: 'finish',
  watch: 'off',
});

/**
 * Kills the worker of a long study again and again, at random moments, and compares what the study leaves behind with
 * the same study undisturbed. Arguments: how many kills (100), the seed of the moments (1), cycles of a study (4).
 */
async function main([kills = '100', seed = '1', cycles = '4']: readonly string[]): Promise<void> {
  const server = await startStudyServer();
  const scenario = await startScenario({ table: await slowTable() });
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-random-'));
  const modelsFile = join(folder, 'models.yaml');
  const models = {
    lfm: { provider: 'scenario', baseUrl: `${scenario.url}/v1`, model: 'lfm' },
    'claude-haiku': { provider: 'scenario', baseUrl: `${scenario.url}/v1`, model: 'claude-haiku' },
  };
  await writeFile(modelsFile, JSON.stringify({ models }));
  try {
    const place = { server, folder, modelsFile, cycles: Number(cycles) };
    say('the study undisturbed ...');
    const unbroken = await run({ ...place, name: 'undisturbed' }, async () => false);
    const random = seededRandom(Number(seed));
    let done = 0;
    let studies = 0;
    while (done < Number(kills)) {
      studies += 1;
      const name = `killed-${studies}`;
      const broken = await run({ ...place, name }, async (isOver) => {
        if (done >= Number(kills)) return false;
        await sleep(1_000 * (SHORTEST_LIFE + random() * (LONGEST_LIFE - SHORTEST_LIFE)));
        if (isOver()) return false;
        done += 1;
        return true;
      });
      tell(name, { unbroken, broken, dataDir: join(folder, name) });
    }
    say(`${done} kills over ${studies} ${studies === 1 ? 'study' : 'studies'}, seed ${seed}`);
  } finally {
    await scenario.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly server: StudyServer;
  readonly folder: string;
  readonly modelsFile: string;
  readonly cycles: number;
  readonly name: string;
}

/** @param isKilled - settles when the worker is to be killed: true; or may live on to the study's end: false */
async function run(
  { server, folder, modelsFile, cycles, name }: Place,
  isKilled: (isOver: () => boolean) => Promise<boolean>,
): Promise<EndedStudy> {
  const dataDir = join(folder, name);
  const queuePrefix = `${name}-`;
  const start = () => startDyingWorker(server, { dataDir, modelsFile, queuePrefix }, null);
  const taskQueue = `${queuePrefix}ratchet`;
  const handle = await startStudy(server, { taskQueue }, study(cycles));
  let isOver = false;
  const result = handle.result().then(() => {
    isOver = true;
  });
  let worker = start();
  try {
    for (let kill = 1; await isKilled(() => isOver); kill += 1) {
      await worker.kill();
      worker = start();
      say(`${name}: kill ${kill}, ${await linesOf(dataDir)} events in the log`);
    }
    await result;
    // The next study has the same name, and its children have the same ids.
    await until('the archivist to end', () => isAlone(server));
    return await endedStudy(dataDir, STUDY);
  } finally {
    await worker.kill();
  }
}

async function isAlone({ env: { client } }: StudyServer): Promise<boolean> {
  const query = `WorkflowId STARTS_WITH '${STUDY}/' AND ExecutionStatus = 'Running'`;
  for await (const _ of client.workflow.list({ query })) return false;
  return true;
}

async function linesOf(dataDir: string): Promise<number> {
  const path = join(dataDir, 'studies', STUDY, 'routing_decisions.log');
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').length - 1;
}

interface Compared {
  readonly unbroken: EndedStudy;
  readonly broken: EndedStudy;
  readonly dataDir: string;
}

function tell(name: string, { unbroken, broken, dataDir }: Compared): void {
  const checks = {
    'its log is whole: every event once, each on the line before': broken.links.length === 0,
    'the same events as undisturbed': isDeepStrictEqual(broken.events, unbroken.events),
    'the same files as undisturbed': isDeepStrictEqual(broken.files, unbroken.files),
    ...auditOf(dataDir),
  };
  for (const [check, holds] of Object.entries(checks))
    say(`${name}: ${holds ? 'yes' : 'NO '} ${check}`);
  for (const link of broken.links) say(`${name}: ${link}`);
  const place = unbroken.events.findIndex(
    (event, at) => !isDeepStrictEqual(event, broken.events[at]),
  );
  if (place >= 0) {
    say(`${name}: first other event, undisturbed: ${JSON.stringify(unbroken.events[place])}`);
    say(`${name}: first other event, here:        ${JSON.stringify(broken.events[place])}`);
  }
  if (Object.values(checks).includes(false)) process.exitCode = 1;
}

/** What `ratchet audit verify` says; nothing where this version has no such verb. */
function auditOf(dataDir: string): Readonly<Record<string, boolean>> {
  const ratchet = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/app/cli.ts', ...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, RATCHET_DATA: dataDir },
    });
  if (!/^\s*audit\b/m.test(ratchet('--help').stdout)) return {};
  const { status, stdout, stderr } = ratchet('audit', 'verify', STUDY);
  if (status !== 0) say(`${stdout}${stderr}`);
  return { 'ratchet audit verify finds nothing': status === 0 };
}

/** The worked example's models, slow enough to be killed in the middle of their runs. */
async function slowTable(): Promise<unknown> {
  const path = join(ROOT, 'scenario/tables/lfm.yaml');
  const table = parse(await readFile(path, 'utf8'));
  for (const model of Object.values<{ latencyMs: number }>(table.models)) model.latencyMs = 30;
  return table;
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
