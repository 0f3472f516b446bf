// Makes the pictures of docs/web-ui.md again: a study that runs, one that rests and one that failed, as Temporal's
// Web UI shows them. The answers are simulated (scenario/). Needs Chromium.
//
//   npx tsx scripts/web-ui-pictures.ts [folder]
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { startScenario } from '../scenario/start-scenario';
import { chromiumProgram, openChromium, type Page } from '../test/support/chromium';
import { freePort } from '../test/support/free-port';
import { searchAttributeTypes } from '../test/support/search-attributes';
import {
  type Installation,
  type StudyServer,
  scenarioModel,
  startInstallation,
  startStudy,
  statusOf,
} from '../test/support/study-server';
import { temporalCli } from '../test/support/temporal-cli';
import { until } from '../test/support/until';
import { smallStudy, steadyTable } from '../test/support/worked-example';
import { workflowBundle } from '../test/support/workflow-bundle';

/** From the root of the repository, where this runs: a picture names no folder of a machine. */
const SUITE = 'scenario/suites/lfm-atomic.yaml';
const WINDOW = { width: 1_400, height: 900, deviceScaleFactor: 1, mobile: false };

async function main([
  folder = join(__dirname, '../docs/web-ui'),
]: readonly string[]): Promise<void> {
  const program = chromiumProgram();
  if (program === undefined) throw new Error('Cannot make pictures: Chromium is not installed');
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const uiPort = await freePort();
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalCli() },
      searchAttributes: searchAttributeTypes(),
      ui: true,
      extraArgs: ['--ui-port', String(uiPort)],
    },
  });
  const server = { env, bundle: await workflowBundle(), stop: () => env.teardown() };
  const scenario = await startScenario({ table: steadyTable(60) });
  const models = { lfm: scenarioModel('lfm', scenario.url) };
  const installation = await startInstallation(server, { queuePrefix: '', models });
  const browser = await openChromium(program);
  try {
    await threeStudies(server, installation);
    const { page } = browser;
    await page.ask('Emulation.setDeviceMetricsOverride', WINDOW);
    const base = `http://127.0.0.1:${uiPort}/namespaces/default/workflows`;
    const into = (name: string): string => join(resolve(folder), `${name}.png`);
    await picture(page, base, into('list'));
    for (const study of ['running', 'resting', 'failed']) {
      const { runId } = await env.client.workflow.getHandle(study).describe();
      await picture(page, `${base}/${study}/${runId}/user-metadata`, into(study));
    }
    const { runId } = await env.client.workflow.getHandle('failed').describe();
    await picture(page, `${base}/failed/${runId}/timeline`, into('failed-result'));
  } finally {
    await browser.close();
    await installation.stop();
    await scenario.close();
    await env.teardown();
  }
}

/** One that rests, one that was refused, one at work. */
async function threeStudies(server: StudyServer, installation: Installation): Promise<void> {
  const start = (study: { readonly study: string }) => startStudy(server, installation, study);
  await start(
    smallStudy('resting', {
      phases: { resting: SUITE },
      atCeiling: 'rest',
      watch: '24h',
      policy: { runs: 3 },
    }),
  );
  const { workflow } = server.env.client;
  await until('a rest', async () => {
    const status = await statusOf(workflow.getHandle('resting'));
    return status.state === 'resting' && status.doing.startsWith('rests');
  });
  const failed = await start(smallStudy('failed', { phases: { resting: SUITE } }));
  await failed.result().catch(() => undefined);
  await start(
    smallStudy('running', {
      phases: { running: SUITE },
      factors: { retries: [1, 2, 3], timeoutSeconds: [60, 90, 120, 180], isolation: [0, 1] },
      policy: { runs: 7, candidatesPerCycle: 8 },
    }),
  );
  await until('decisions', async () => {
    const { phases } = await statusOf(workflow.getHandle('running'));
    return (phases[0]?.table.filter(({ state }) => state !== 'waiting').length ?? 0) >= 3;
  });
}

async function picture(page: Page, url: string, file: string): Promise<void> {
  await page.open(url);
  // It asks the server for what it shows once it is loaded, and moves things about.
  await wait(6_000);
  const { data } = await page.ask('Page.captureScreenshot', { format: 'png' });
  await writeFile(file, Buffer.from(String(data), 'base64'));
  process.stderr.write(`${file}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
