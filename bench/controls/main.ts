import { startScenario } from '../../scenario/start-scenario';
import { median } from '../../src/statistics/median';
import {
  type Installation,
  scenarioModel,
  startInstallation,
  startStudy,
  startStudyServer,
  type StudyServer,
} from '../../test/support/study-server';
import { smallStudy, steadyTable } from '../../test/support/worked-example';
import { orderTimes } from './order-times';
import { type Round, roundAtRest, roundAtWork } from './rounds';

const MODELS = ['quick', 'slow'] as const;

/**
 * How soon does a message take effect? Plays as many studies as the argument says (6), half of them steered by signals
 * and half by updates, at rest and at work, and prints median and longest time from sending each message until the
 * study's status shows it; and of a study at work, until the evaluation whose run is in flight was told.
 */
async function main([count = '6']: readonly string[]): Promise<void> {
  const server = await startStudyServer();
  const quick = await startScenario({ table: steadyTable(0) });
  const slow = await startScenario({ table: steadyTable(200) });
  const endpoints = { quick, slow };
  const installation = await startInstallation(server, {
    queuePrefix: 'bench-',
    models: Object.fromEntries(
      MODELS.map((name) => [name, scenarioModel(name, endpoints[name].url, { modelId: 'lfm' })]),
    ),
  });
  try {
    const atRest: Round[] = [];
    const atWork: Round[] = [];
    const told: Round[] = [];
    for (let round = 0; round < Number(count); round += 1) {
      const way = round % 2 === 0 ? 'signal' : 'update';
      atRest.push(
        await roundAtRest(
          await begun(server, installation, { name: `rest-${round}`, model: 'quick' }),
          way,
        ),
      );
      atWork.push(
        await roundAtWork(
          await begun(server, installation, { name: `work-${round}`, model: 'slow' }),
          way,
        ),
      );
      told.push(await orderTimes(server.env.client, `work-${round}`));
    }
    tell({ atRest, atWork, told });
  } finally {
    await installation.stop();
    await quick.close();
    await slow.close();
    await server.stop();
  }
}

function tell({
  atRest,
  atWork,
  told,
}: Readonly<Record<'atRest' | 'atWork' | 'told', readonly Round[]>>): void {
  process.stdout.write(
    '| milliseconds, median (longest) | at rest | at work | until its evaluation knows |\n',
  );
  process.stdout.write('|---|---|---|---|\n');
  for (const control of Object.keys(atRest[0] ?? {})) {
    const cells = [atRest, atWork, told].map((rounds) => cellOf(rounds, control));
    process.stdout.write(`| \`${control}\` | ${cells.join(' | ')} |\n`);
  }
}

async function begun(
  server: StudyServer,
  installation: Installation,
  { name, model }: { readonly name: string; readonly model: (typeof MODELS)[number] },
) {
  const study = smallStudy(name, {
    baseline: { model },
    factors: { retries: [1, 2, 3], timeoutSeconds: [60, 120, 180] },
    generators: ['retries'],
    atCeiling: 'rest',
    policy: model === 'quick' ? { runs: 1, minSamples: 1 } : { runs: 7 },
  });
  await startStudy(server, installation, study);
  return server.env.client.workflow.getHandle(name);
}

function cellOf(rounds: readonly Round[], control: string): string {
  const times = rounds.flatMap((round) => round[control] ?? []);
  if (times.length === 0) return '';
  return `${median(times).toFixed(0)} (${Math.max(...times).toFixed(0)})`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
