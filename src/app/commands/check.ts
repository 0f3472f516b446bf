import { appendFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { loadModels } from '../../../activities/models/load-models';
import { readRoutingFile, routingFileAt } from '../../../application/read-routing-file';
import { didYouMean } from '../../nearest-word';
import type { PermanentRoute } from '../../routing/parse-permanent-routes';
import { asMeant } from '../as-meant';
import { checkMarkdown } from '../check/check-markdown';
import { type CheckedRoute, checkRoute } from '../check/check-route';
import { routeToCheck } from '../check/route-to-check';
import { CliError, EXIT } from '../cli-error';
import { configuration } from '../configuration';
import { liveLine } from '../follow/live-line';
import { modelsFileOf } from '../models-file';
import { createOutput, type Output } from '../output/output';
import { untilSignal } from '../until-signal';

interface CheckArguments {
  readonly phase?: readonly string[];
  readonly runs: number;
  readonly models?: string;
  readonly summary?: string;
  readonly json?: boolean;
}

export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('run the present routes now and hold them against what they promised; for CI')
    .option('--phase <phase...>', 'these phases only')
    .option('--runs <number>', 'runs of each route, 3 to 21', wholeRuns, 7)
    .option('--models <file>', 'models file (default: RATCHET_MODELS, else models.yaml)')
    .option('--summary <file>', 'append the result as Markdown, such as to "$GITHUB_STEP_SUMMARY"')
    .option('--json', 'one object per route on standard output')
    .addHelpText(
      'after',
      `
Reads routing_config.json and the logs of its studies in RATCHET_DATA; needs no server but the models'.
Exit codes: 0 every route holds, 2 one is certainly worse than promised or lost restraint, 3 the runs cannot tell.

Examples:
  $ ratchet check
  $ ratchet check --runs 3 --summary "$GITHUB_STEP_SUMMARY"`,
    )
    .action(check);
}

async function check(options: CheckArguments): Promise<void> {
  const output = createOutput(options);
  const { dataDir } = configuration();
  const models = await loadModels(modelsFileOf(options.models));
  const routes = await chosenRoutes(dataDir, options.phase);
  const toCheck = await Promise.all(
    routes.map(([phase, route]) => routeToCheck(dataDir, phase, route)),
  );
  const live = liveLine();
  const checked: CheckedRoute[] = [];
  await untilSignal(async (signal) => {
    for (const route of toCheck) {
      const { runs } = options;
      checked.push(await checkRoute(route, { models, runs, signal, show: live.show }));
      live.clear();
      tell(checked.at(-1), output);
    }
  });
  if (options.summary) await appendFile(asMeant(options.summary), `${checkMarkdown(checked)}\n`);
  conclude(checked);
}

async function chosenRoutes(
  dataDir: string,
  phases: readonly string[] | undefined,
): Promise<readonly (readonly [string, PermanentRoute])[]> {
  const found = await readRoutingFile(await routingFileAt(dataDir));
  const known = Object.keys(found);
  const unknown = phases?.find((phase) => !known.includes(phase));
  if (unknown !== undefined) {
    throw new CliError(
      EXIT.badInput,
      `There is no route of phase "${unknown}": there are ${known.join(', ')}${didYouMean(unknown, known)}`,
    );
  }
  return Object.entries(found).filter(([phase]) => phases?.includes(phase) ?? true);
}

function tell(route: CheckedRoute | undefined, { line, json, paint }: Output): void {
  if (!route) return;
  const { phase, verdict, specId, reason } = route;
  const colour = { held: paint.green, broken: paint.red, unclear: paint.yellow }[verdict];
  json({ ...route });
  line(`${colour(verdict)}  ${paint.bold(phase)}  ${specId}`);
  line(`  ${reason}`);
}

/** @throws {CliError} with the exit code of the worst verdict */
function conclude(checked: readonly CheckedRoute[]): void {
  const told = (verdict: CheckedRoute['verdict']) =>
    checked.filter((route) => route.verdict === verdict).map(({ phase }) => phase);
  const [broken, unclear] = [told('broken'), told('unclear')];
  if (broken.length > 0) {
    throw new CliError(EXIT.gateFailed, `Broken: ${broken.join(', ')}`);
  }
  if (unclear.length > 0) {
    throw new CliError(EXIT.hold, `Cannot be told: ${unclear.join(', ')}; more --runs may tell`);
  }
}

function wholeRuns(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 3 && value <= 21) return value;
  throw new InvalidArgumentError('expected a whole number from 3 to 21');
}
