import type { Command } from 'commander';
import { assumedNoise, NOISE_LEVELS } from '../../calibration/assumed-noise';
import {
  type CalibrationPlan,
  calibrate,
  calibratePilot,
  outlookOf,
} from '../../calibration/calibrate';
import { type Pilot, totalsOf } from '../../calibration/pilot';
import type { CalibrateArguments } from '../calibrate/calibrate-arguments';
import { findPilot, type Source } from '../calibrate/find-pilot';
import { liveLine } from '../follow/live-line';
import {
  type Calibrated,
  calibrationLines,
  moreTable,
  outlookLine,
} from '../output/calibration-lines';
import { createOutput, type Output } from '../output/output';
import { wholeNumber } from '../whole-number';

export function calibrateCommand(program: Command): void {
  program
    .command('calibrate')
    .description('tell what your prompts can show, before you pay for a study')
    .option('--suite <file>', 'the suite: a file or a built-in name')
    .option('--model <name>', 'make the runs of a pilot now with this model of the models file')
    .option('--models <file>', 'models file (default: RATCHET_MODELS, else models.yaml)')
    .option('--set <factor=value...>', 'factors of the pilot, such as variant=atomic')
    .option('--second <factor=value...>', 'a second spec to run, which differs by these factors')
    .option('--save-pilot <file>', 'write the pilot down, to use it again')
    .option('--pilot <file>', 'a pilot that was saved')
    .option('--study <name>', "the baseline's runs in the log of a study, in RATCHET_DATA")
    .option('--phase <name>', 'which phase of the study, where it has several')
    .option('--runs <number>', 'runs of the pilot, and of a first look', wholeNumber(3, 21), 7)
    .option('--seed <number>', 'of the simulation', wholeNumber(0, 1_000_000), 1)
    .option('--json', 'one object of JSON on standard output')
    .addHelpText(
      'after',
      `
Without --model, --pilot and --study nothing is measured: three levels of noise are assumed.

Examples:
  $ ratchet calibrate --suite mine.yaml
  $ ratchet calibrate --suite mine.yaml --model qwen --set temperature=0.7 --save-pilot pilot.json
  $ ratchet calibrate --pilot pilot.json --json`,
    )
    .action(run);
}

/** Studies in which there is nothing to find: 200 tell a share of 5 % from one of 10 %. */
const STUDIES = 200;
/** Larger suites take longer, and their plain gates err nearly always. */
const FEWER_STUDIES = 100;
const MANY_ITEMS = 24;

async function run(options: CalibrateArguments): Promise<void> {
  const output = createOutput({ json: options.json });
  const source = await findPilot(options, output.note);
  const found = source.pilot
    ? [byPilot(source.pilot, options)]
    : NOISE_LEVELS.map((noise) => byAssumption(noise, source.items, options));
  const outlook = outlookIn(source.pilot, options);
  output.json({
    schemaVersion: 1,
    source: source.pilot === null ? 'assumed' : 'measured',
    suite: source.told,
    specs: source.pilot?.specs ?? [],
    calibrations: found,
    second: outlook,
  });
  tell(source, found, output);
  if (outlook) output.line(outlookLine(outlook));
}

function byPilot({ specs, items }: Pilot, options: CalibrateArguments): Calibrated {
  const [first] = specs;
  if (!first) throw new RangeError('A pilot has one or two specs');
  const calibration = simulating('', (progress) =>
    calibratePilot(totalsOf(first), planOf(items, options, progress)),
  );
  return { noise: 'measured', calibration };
}

function byAssumption(
  level: (typeof NOISE_LEVELS)[number],
  items: number,
  options: CalibrateArguments,
): Calibrated {
  const calibration = simulating(` ${level} noise`, (progress) =>
    calibrate(assumedNoise(level, items), planOf(items, options, progress)),
  );
  return { noise: level, calibration };
}

function planOf(
  items: number,
  { seed, runs }: CalibrateArguments,
  progress: CalibrationPlan['progress'],
): CalibrationPlan {
  return { seed, runs, progress, studies: items > MANY_ITEMS ? FEWER_STUDIES : STUDIES };
}

/** It takes seconds, on a large suite half a minute: a terminal is told how far it is. */
function simulating<T>(what: string, work: (progress: CalibrationPlan['progress']) => T): T {
  const live = liveLine();
  live.show(`simulates studies${what} ...`);
  const made = work((done, of) => live.show(`simulates studies${what}: ${done} of ${of}`));
  live.clear();
  return made;
}

function outlookIn(pilot: Pilot | null, options: CalibrateArguments) {
  const [first, second] = pilot?.specs ?? [];
  if (!pilot || !first || !second) return null;
  const plan = planOf(pilot.items, options, () => undefined);
  return { specId: second.specId, ...outlookOf([totalsOf(first), totalsOf(second)], plan) };
}

function tell({ pilot, told }: Source, found: readonly Calibrated[], output: Output): void {
  const { line, paint } = output;
  const [spec] = pilot?.specs ?? [];
  line(
    spec
      ? `${paint.bold(told)}: ${spec.runs} runs of ${spec.specId}`
      : `${paint.bold(told)}: ${paint.yellow('nothing was measured')}, so three levels of noise are assumed; --model measures yours`,
  );
  for (const { noise, calibration } of found) {
    line();
    if (!spec) line(paint.bold(`${noise} noise`));
    for (const each of calibrationLines(calibration, output)) line(each);
  }
  line();
  for (const each of moreTable(found, output)) line(each);
}
