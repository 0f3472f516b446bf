import { cancellationSignal } from '@temporalio/activity';
import type { AdmissionActivities, AdmissionResult } from '../src/contract';
import { RatchetError } from '../src/errors';
import { jsonBytes } from '../src/json-bytes';
import { didYouMean } from '../src/nearest-word';
import { variantsOf } from '../src/plugins/plugin-variants';
import type { Spec } from '../src/spec/spec';
import type { AdmittedModel, AdmittedSuite } from '../src/study/carried-state';
import { modelsOf } from '../src/study/phase-values';
import type { Study } from '../src/study/study';
import { VARIANT_NAMES } from '../src/variants/variant-names';
import { reportingFailures } from './failures';
import { admitPlugins, type KeepPlugin } from './plugins/admit-plugins';
import type { ModelClient, ModelEntry } from './ports';
import { loadSuite } from './suites/load-suite';

/** What admission asks of the outside world. */
export interface AdmissionDependencies {
  readonly storeQueue: string;
  readonly models: Readonly<Record<string, ModelEntry>>;
  readonly clientOf: (entry: ModelEntry) => ModelClient;
  /** Where an earlier study of this name ended, and the routes that it left. */
  readonly studyEnd: (study: string) => Promise<{
    readonly lastSeq: number;
    readonly lastCycle: number;
    readonly routes: Readonly<Record<string, Spec>>;
  }>;
  readonly keepPlugin: KeepPlugin;
  /** The live study that owns a phase, other than this one. */
  readonly ownerOf: (phase: string, exceptStudy: string) => Promise<string | null>;
}

/** Checks a study against the world: suites, models, owner of each phase. All that is wrong is said at once. */
export function createAdmitStudy(
  dependencies: AdmissionDependencies,
): AdmissionActivities['admitStudy'] {
  return (study) =>
    reportingFailures(async (): Promise<AdmissionResult> => {
      refuseLargeStudy(study);
      const end = await dependencies.studyEnd(study.study);
      await refuseOwnedPhases(study, dependencies);
      const baselines = baselinesOf(study, end.routes);
      const suites = await admitSuites(study);
      const models = await admitModels(modelsOf(study, baselines), dependencies);
      const plugins = await admitPlugins(study, dependencies.keepPlugin);
      const named = plugins.length > 0 && { plugins };
      return {
        admitted: { store: dependencies.storeQueue, suites, models, ...named },
        routes: end.routes,
        lastSeq: end.lastSeq,
        lastCycle: end.lastCycle,
      };
    });
}

/** Each cycle is handed the study, and the log's first event tells it: together they stay below 128 KiB. */
const MAX_STUDY_BYTES = 65_536;

function refuseLargeStudy(study: Study): void {
  const bytes = jsonBytes(study);
  if (bytes <= MAX_STUDY_BYTES) return;
  throw new RatchetError(
    'STUDY_INVALID',
    `Cannot start ${study.study}: expected a study of at most ${MAX_STUDY_BYTES} bytes as JSON, found ${bytes}; shorten its prompts, or make two studies of it`,
  );
}

async function refuseOwnedPhases(study: Study, { ownerOf }: AdmissionDependencies): Promise<void> {
  for (const { name } of study.phases) {
    const owner = await ownerOf(name, study.study);
    if (owner === null) continue;
    throw new RatchetError(
      'PHASE_OWNED',
      `Cannot start ${study.study}: the live study ${owner} owns the phase ${name}; stop it, or name the phase otherwise`,
    );
  }
}

function baselinesOf(study: Study, routes: Readonly<Record<string, Spec>>): readonly Spec[] {
  return study.phases.map(({ name, baseline }) => {
    const spec = baseline ?? routes[name];
    if (spec) return knownVariant(study, spec);
    throw new RatchetError(
      'STUDY_INVALID',
      `Cannot start ${study.study}: the phase ${name} names no baseline and has no route yet; give the study a baseline with a model`,
    );
  });
}

/** A route may have been made by a variant that the study no longer names. */
function knownVariant(study: Study, spec: Spec): Spec {
  const known = variantsOf(study);
  if (known.includes(spec.variant)) return spec;
  throw new RatchetError(
    'STUDY_INVALID',
    `Cannot start ${study.study}: the route of ${spec.phase} asks by ${spec.variant}, which is neither built in (${VARIANT_NAMES.join(', ')}) nor named under plugins.variants${didYouMean(spec.variant, known)}; name its file there, or give the phase a baseline`,
  );
}

async function admitSuites(study: Study): Promise<Readonly<Record<string, AdmittedSuite>>> {
  const admitted: Record<string, AdmittedSuite> = {};
  for (const { name, suite: source } of study.phases) {
    const { suite, sha256, mask } = await loadSuite(source);
    admitted[name] = { ref: { source, sha256 }, mask, hasExamples: suite.examples.length > 0 };
  }
  return admitted;
}

async function admitModels(
  names: readonly string[],
  { models, clientOf }: AdmissionDependencies,
): Promise<Readonly<Record<string, AdmittedModel>>> {
  const unknown = names.filter((name) => !models[name]);
  if (unknown.length > 0) {
    const known = Object.keys(models);
    throw new RatchetError(
      'MODEL_UNKNOWN',
      `Cannot find ${unknown.map((name) => `the model ${name}`).join(', ')}: the worker's models file has ${known.join(', ')}${didYouMean(unknown[0] ?? '', known)}\nAdd it there, start the worker again, then the study`,
    );
  }
  const admitted: Record<string, AdmittedModel> = {};
  for (const name of names) {
    const entry = models[name];
    if (entry) admitted[name] = await admitModel(entry, clientOf(entry));
  }
  return admitted;
}

async function admitModel(entry: ModelEntry, client: ModelClient): Promise<AdmittedModel> {
  const { digest, simulated = false } = await client.identify(cancellationSignal());
  return {
    slots: entry.slots,
    pool: entry.pool,
    canUnload: client.unload !== null,
    digest,
    simulated: entry.provider === 'scenario' || simulated,
  };
}
