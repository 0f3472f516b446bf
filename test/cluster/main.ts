import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScenario } from '../../scenario/start-scenario';
import { endedStudy } from '../durability/ended-study';
import { startStudyServer } from '../support/study-server';
import {
  askCluster,
  askUnauthorized,
  audit,
  type Check,
  compareStudies,
  type Ended,
} from './checks';
import { CleanUp } from './clean-up';
import { ClusterError } from './cluster-error';
import { CLUSTER_MODELS, STUDY, slowTable } from './cluster-study';
import { command } from './command';
import { freePorts } from './free-ports';
import { startPostgres } from './postgres';
import {
  cleanEnv,
  RATCHET_ROOT,
  ratchetCommand,
  type Settings,
  startWorker,
} from './ratchet-process';
import { runStudy } from './run-study';
import { runningWorker } from './running-worker';
import { say } from './say';
import { makeStoreDatabase, storeKind, storeSettings } from './store-settings';
import { startTemporalCluster } from './temporal-cluster';
import { temporalPrograms } from './temporal-programs';
import { startWorkers } from './three-workers';

const USAGE = `Usage: npm run test:cluster

Runs one study twice: undisturbed on a dev server with one worker, and on a real Temporal cluster (PostgreSQL, a process
per role, mutual TLS) with three workers on networks of their own, of which one is killed, while the roles history and
matching are restarted. Both must end with the same files. Takes about five minutes, and once some more to build the
Temporal server with Go.

  RATCHET_TEMPORAL_SERVER  folder with the programs server and sql of the Temporal server
  RATCHET_POSTGRES_BIN     folder with initdb and pg_ctl
  RATCHET_CLUSTER_STORE    folder (default: one that the workers share) or postgres
  RATCHET_CLUSTER_KEEP=1   leaves logs and files behind`;

/** Milliseconds that each answer of the simulated model takes. */
const THINK_MS = 20;
/** When it is disturbed, in shares of the undisturbed study's answers. */
const SHARES = { killWorker: 0.2, killHistory: 0.4, stopMatching: 0.65 };

async function main(args: readonly string[]): Promise<void> {
  if (args.length > 0) return void process.stdout.write(`${USAGE}\n`);
  const cleanUp = new CleanUp();
  endOnSignals(cleanUp);
  try {
    await proveIt(cleanUp);
  } finally {
    say('cleaning up');
    await cleanUp.run();
  }
}

async function proveIt(cleanUp: CleanUp): Promise<void> {
  const programs = await temporalPrograms(process.env);
  const folder = await mkdtemp(join(tmpdir(), 'ratchet-cluster-'));
  // PostgreSQL runs under an account of its own, and has its folder in this one.
  await chmod(folder, 0o711);
  cleanUp.add(async () => {
    if (process.env['RATCHET_CLUSTER_KEEP'] === '1') say(`kept: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  });
  const undisturbed = await runUndisturbed(join(folder, 'undisturbed'));
  const checks = await runOnCluster(join(folder, 'cluster'), { programs, undisturbed, cleanUp });
  for (const { name, found } of checks) {
    say(`${found === null ? 'yes' : 'NO '} ${name}${found === null ? '' : `\n${found}`}`);
  }
  if (checks.some(({ found }) => found !== null)) process.exitCode = 1;
}

type Undisturbed = Ended & { readonly answered: number };

async function runUndisturbed(folder: string): Promise<Undisturbed> {
  say('the study undisturbed: a dev server, one worker');
  const ends = new CleanUp();
  try {
    const scenario = await startScenario({ table: await slowTable(THINK_MS) });
    ends.add(() => scenario.close());
    const server = await startStudyServer();
    ends.add(() => server.stop());
    const settings = {
      ...(await sharedSettings(folder)),
      TEMPORAL_ADDRESS: server.env.address,
      RATCHET_SCENARIO_URL: scenario.url,
    };
    const worker = await startWorker('worker', { enter: [], folder, settings });
    ends.add(() => worker.stop());
    const { report, answered } = await runStudy({ folder, settings, scenario });
    await worker.stop();
    const files = await endedStudy(settings.RATCHET_DATA, STUDY);
    say(
      `${report.spent.runs} runs; winners ${report.phases.map(({ last }) => last).join(' and ')}`,
    );
    return { report, files, answered };
  } finally {
    await ends.run();
  }
}

async function runOnCluster(
  folder: string,
  {
    programs,
    undisturbed,
    cleanUp,
  }: {
    readonly programs: Awaited<ReturnType<typeof temporalPrograms>>;
    readonly undisturbed: Undisturbed;
    readonly cleanUp: CleanUp;
  },
): Promise<readonly Check[]> {
  const [port = 0] = await freePorts(1);
  await mkdir(folder, { recursive: true });
  say(`PostgreSQL on port ${port}`);
  const postgres = await startPostgres(join(folder, 'postgres'), port);
  cleanUp.add(() => postgres.stop());
  if (storeKind() === 'postgres') await makeStoreDatabase(postgres);
  say('the Temporal server: frontend, history, matching and worker');
  const cluster = await startTemporalCluster(join(folder, 'temporal'), {
    programs,
    postgres,
    cleanUp,
  });
  const scenario = await startScenario({ table: await slowTable(THINK_MS) });
  cleanUp.add(() => scenario.close());

  const settings = {
    ...(await sharedSettings(folder)),
    ...cluster.env,
    ...storeSettings(postgres, '127.0.0.1'),
    RATCHET_SCENARIO_URL: scenario.url,
  };
  const workers = await startWorkers({ folder, settings, cluster, postgres, cleanUp });
  const at = (share: number) => Math.round(share * undisturbed.answered);
  const { report } = await runStudy({ folder, settings, scenario }, [
    {
      at: at(SHARES.killWorker),
      what: async () => {
        const busy = await runningWorker(cluster, workers);
        say(`kill -9 of ${busy.name}, which makes a run`);
        await busy.kill();
      },
    },
    {
      at: at(SHARES.killHistory),
      what: async () => {
        say('kill -9 of the role history, and a new one');
        await cluster.restart('history', 'kill');
      },
    },
    {
      at: at(SHARES.stopMatching),
      what: async () => {
        say('restart of the role matching');
        await cluster.restart('matching', 'stop');
      },
    },
  ]);
  say('the study has ended');
  const left = workers.filter((worker) => worker.isUp());
  const checks = [
    { name: 'two workers are left', found: left.length === 2 ? null : `${left.length}` },
    ...(await askUnauthorized(cluster)),
    ...(await askCluster(cluster)),
  ];
  await Promise.all(left.map((worker) => worker.stop()));
  const files = await endedStudy(await folderOf(settings, folder), STUDY);
  return [...checks, ...compareStudies(undisturbed, { report, files }), await audit(settings)];
}

/** Where the files of the store can be read: itself, or a copy of what the database holds. */
async function folderOf(settings: Settings & { RATCHET_DATA: string }, folder: string) {
  if (storeKind() === 'folder') return settings.RATCHET_DATA;
  const copy = join(folder, 'copy');
  await command(ratchetCommand('export', 'store', '--into', copy), {
    cwd: RATCHET_ROOT,
    env: cleanEnv(settings),
  });
  return copy;
}

async function sharedSettings(folder: string) {
  await mkdir(folder, { recursive: true });
  const modelsFile = join(folder, 'models.yaml');
  await writeFile(modelsFile, JSON.stringify(CLUSTER_MODELS));
  return { RATCHET_DATA: join(folder, 'data'), RATCHET_MODELS: modelsFile };
}

function endOnSignals(cleanUp: CleanUp): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say(`${signal}: cleaning up`);
      void cleanUp.run().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
    });
  }
}

main(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof ClusterError ? error.message : error);
    process.exit(1);
  },
);
