import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { replaceFile } from '../../../activities/store/disk';
import { loadRouting } from '../../../application';
import { withoutUndefined } from '../../without-undefined';
import { aiSdkText } from '../export/ai-sdk';
import { envText } from '../export/env';
import { type ExportedRoute, exportedRoute } from '../export/exported-route';
import { litellmText } from '../export/litellm';
import { notCarried } from '../export/not-carried';
import { TARGETS, type Target } from '../export/targets';
import { createOutput } from '../output/output';
import { freshRoutes } from '../store/fresh-routes';
import { exportRunsCommand } from './export-runs';
import { exportStoreCommand } from './export-store';
import { exportStudyCommand } from './export-study';

interface ExportArguments {
  readonly to: Target;
  readonly routing?: string;
  readonly models?: string;
  readonly study?: readonly string[];
  readonly phase?: readonly string[];
  readonly output?: string;
  readonly json?: boolean;
}

export function exportCommand(program: Command): void {
  const group = program
    .command('export')
    .description('write what Ratchet has found for other programs to load')
    .addHelpText(
      'after',
      `
Example:
  $ ratchet export routing --to env`,
    );
  exportStudyCommand(group);
  group
    .command('routing')
    .description('write the permanent routes for LiteLLM, the AI SDK or a shell')
    .addOption(
      new Option('--to <target>', 'who is to load it').choices(TARGETS).makeOptionMandatory(),
    )
    .option('--routing <path>', 'routing file, or its folder (default: RATCHET_DATA, ratchet-data)')
    .option('--models <file>', 'models file (default: RATCHET_MODELS, else models.yaml)')
    .option('--study <file...>', 'study files, where the logs are not beside the routing file')
    .option('--phase <phase...>', 'these phases only')
    .option('--output <file>', 'write this file, at once and whole; standard output without it')
    .option('--json', 'one object on standard output: what was written, what it cannot carry')
    .addHelpText(
      'after',
      `
No key is written, only the names of the variables that hold them.

Example:
  $ ratchet export routing --to litellm --output litellm.yaml`,
    )
    .action(exportRouting);
  exportRunsCommand(group);
  exportStoreCommand(group);
}

const WRITERS: Readonly<Record<Target, (routes: readonly ExportedRoute[]) => string>> = {
  litellm: litellmText,
  'ai-sdk': aiSdkText,
  env: envText,
};

async function exportRouting(asked: ExportArguments): Promise<void> {
  const { to, output: file, json } = asked;
  const routes = await routesFor(asked);
  const text = WRITERS[to](routes);
  if (file !== undefined) await replaceFile(resolve(file), text);

  const { line, json: tell, note, asJson } = createOutput({ json });
  const lost = lostOf(routes, to);
  tell({ to, file: file ?? null, text, notCarried: lost });
  if (file !== undefined) line(`${file}: ${Object.keys(lost).join(', ')}`);
  else if (!asJson) process.stdout.write(text);
  for (const [phase, sentences] of Object.entries(lost)) {
    for (const sentence of sentences) note(`warning: ${phase}: not carried: ${sentence}`);
  }
}

async function routesFor({
  routing: path,
  models,
  study: studies,
  phase: phases,
}: ExportArguments): Promise<readonly ExportedRoute[]> {
  const asked = withoutUndefined({ models, studies, phases });
  const { routes } = await loadRouting(path ?? (await freshRoutes()), {
    followSeconds: 0,
    ...asked,
  });
  return Object.values(routes).map((route) => exportedRoute(route, process.env));
}

/** By phase, what the written file cannot make another program do. */
function lostOf(routes: readonly ExportedRoute[], to: Target) {
  return Object.fromEntries(routes.map((each) => [each.route.phase, notCarried(each, to)]));
}
