import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadModels } from '../../../activities/models/load-models';
import { type LoadedSuite, loadSuite } from '../../../activities/suites/load-suite';
import { assumedNoise, NOISE_LEVELS } from '../../calibration/assumed-noise';
import { noiseOf } from '../../calibration/noise';
import { totalsOf } from '../../calibration/pilot';
import { pilotFromEvents } from '../../calibration/pilot-from-events';
import { type Forecast, forecast } from '../../forecast/forecast';
import { keyOf, measuredItems } from '../../forecast/measured-items';
import type { PlayedPhase } from '../../forecast/phase-play';
import { type Cost, costOfRun, type MeasuredItem } from '../../forecast/run-cost';
import { type Shown, whatSuiteShows } from '../../forecast/what-suite-shows';
import type { StudyEvent } from '../../history/study-event';
import { nothingToTry } from '../../study/nothing-to-try';
import { parseStudy } from '../../study/parse-study';
import type { StudyFile } from '../../study/parse-study-file';
import { proposingPlugins } from '../../study/proposing-plugins';
import type { Study } from '../../study/study';
import { heldOutItems, steeringItems } from '../../suites/mask';
import { suiteWarnings } from '../../suites/suite-warnings';
import { CliError, EXIT } from '../cli-error';
import { modelsMissing } from '../commands/strange-models';
import { configuration } from '../configuration';
import { baselineOf, type StoredBefore, storedBefore } from './stored-before';

/** What a study may take, and what its suites can and cannot show. */
export interface DryRun {
  readonly study: Study;
  readonly takes: Forecast;
  /** Hours between looks at the resting study, and the runs of one; null: it ends, or wakes on a signal only. */
  readonly resting: { readonly everyHours: number; readonly runs: number } | null;
  /** Models of which latency and tokens were measured before, with their variant; the others' are assumed. */
  readonly measured: readonly string[];
  readonly assumed: readonly string[];
  /** Null: there is no models file, so neither prices nor slots are known. */
  readonly modelsFile: string | null;
  readonly suites: readonly SuiteShows[];
  readonly warnings: readonly string[];
}

export interface SuiteShows {
  readonly phase: string;
  readonly suite: string;
  readonly items: number;
  readonly restraint: number;
  readonly heldOut: number;
  readonly shows: readonly Shown[];
}

interface Phase extends PlayedPhase {
  readonly loaded: LoadedSuite;
}

/**
 * Reckons a study without a server.
 *
 * @param folder - of the study file: a models file there counts where this process was not told of another
 * @throws {CliError | RatchetError} where it could not be started as it is
 */
export async function dryRun(file: StudyFile, folder = '.'): Promise<DryRun> {
  const parsed = parseStudy(file);
  if (!parsed.ok) throw new CliError(EXIT.badInput, `Cannot read the study ${file.study}`);
  const study = parsed.value;
  const stored = await storedBefore(configuration());
  const phases = await Promise.all(study.phases.map((phase) => phaseOf(phase, stored)));
  const modelsFile = modelsFileFor(folder);
  const models = modelsFile === null ? {} : await loadModels(modelsFile);
  const known = measuredItems(stored.events);
  const used = new Map<string, MeasuredItem | null>();
  const takes = forecast({
    study,
    phases,
    costOf: ({ phase, spec, items }, course): Cost => {
      const loaded = phases.find(({ name }) => name === phase)?.loaded;
      if (!loaded) throw new RangeError(`The study has no phase ${phase}`);
      const { suite } = loaded;
      const measured = known.get(keyOf(spec)) ?? null;
      used.set(keyOf(spec), measured);
      const chosen = items === 'steering' ? steeringItems(suite) : heldOutItems(suite);
      return costOfRun(spec, course, { study, suite, items: chosen, measured });
    },
    pricesOf: (model) => models[model]?.prices ?? null,
    slotsOf: (model) => models[model]?.slots ?? 1,
  });
  return {
    study,
    takes,
    resting:
      study.watchHours === null || study.atCeiling === 'finish'
        ? null
        : { everyHours: study.watchHours, runs: study.policy.runs * phases.length },
    measured: [...used].flatMap(([key, measured]) => (measured ? [key] : [])),
    assumed: [...used].flatMap(([key, measured]) => (measured ? [] : [key])),
    modelsFile,
    suites: phases.map((phase) => showsOf(phase, study, stored.events)),
    warnings: [
      ...(modelsFile === null ? [] : modelsMissing(study, Object.keys(models), [modelsFile])),
      ...notCounted(study),
      ...phases.flatMap((phase) => warningsOf(phase, study)),
    ],
  };
}

function modelsFileFor(folder: string): string | null {
  const beside = process.env['RATCHET_MODELS'] ? [] : [resolve(folder, 'models.yaml')];
  return [...beside, configuration().modelsFile].find((file) => existsSync(file)) ?? null;
}

async function phaseOf(phase: Study['phases'][number], stored: StoredBefore): Promise<Phase> {
  const loaded = await loadSuite(phase.suite);
  const baseline = phase.baseline ?? baselineOf(phase.name, stored);
  return {
    name: phase.name,
    baseline,
    loaded,
    hasExamples: loaded.suite.examples.length > 0,
    hasHeldOut: heldOutItems(loaded.suite).length > 0,
  };
}

/** By the runs of this study's earlier start where there are any, else by assumed noise. */
function showsOf({ name, loaded }: Phase, study: Study, events: readonly StudyEvent[]): SuiteShows {
  const items = steeringItems(loaded.suite);
  const own = events.filter((event) => event.study === study.study);
  const found = pilotFromEvents(own, name);
  const spec = found.ok && found.pilot.items === items.length ? found.pilot.specs[0] : undefined;
  const shows = spec
    ? [whatSuiteShows(noiseOf(totalsOf(spec)), 'measured', study.policy)]
    : NOISE_LEVELS.map((level) =>
        whatSuiteShows(assumedNoise(level, items.length), level, study.policy),
      );
  return {
    phase: name,
    suite: loaded.suite.name,
    items: items.length,
    restraint: Array.from(loaded.mask).filter((kind) => kind === 'r').length,
    heldOut: heldOutItems(loaded.suite).length,
    shows,
  };
}

/** What a plug-in proposes depends on what is measured; asking it about a study that never ran would tell little. */
function notCounted(study: Study): readonly string[] {
  const plugins = proposingPlugins(study);
  if (plugins.length === 0) return [];
  return [
    `plugins: what ${plugins.join(' and ')} may propose is not counted, and adds runs to these; budget bounds them`,
  ];
}

function warningsOf(
  { name, baseline, loaded, hasExamples, hasHeldOut }: Phase,
  study: Study,
): readonly string[] {
  const vain = nothingToTry(study, { name, suite: '', baseline }, hasExamples);
  const told = suiteWarnings(loaded.mask, loaded.suite.tools.length > 0).map(
    (warning) => `phases.${name}: ${warning}`,
  );
  const blind = hasHeldOut
    ? []
    : [
        `phases.${name}: no held-out items: whether a gain holds for other prompts than these stays unknown; write some below heldOut in the suite`,
      ];
  return [...(vain === null ? [] : [vain]), ...told, ...blind];
}
