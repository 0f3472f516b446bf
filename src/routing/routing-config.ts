import type { EventOf } from '../history/event-entry';
import type { EndState, PhaseBaseline, StudyEvent } from '../history/study-event';
import { variantFiles } from '../plugins/plugin-variants';
import type { PinnedFile } from '../plugins/study-plugins';
import type { Spec } from '../spec/spec';
import { specId } from '../spec/spec-id';

/** What a study's `routing_config.json` says: the route of each phase. Applications read `phases` and nothing else. */
export interface RoutingConfig {
  readonly schemaVersion: 1;
  readonly study: string;
  readonly state: 'live' | EndState;
  /** The phases that the study is at work on; while it is live no other study may have them. */
  readonly tunes: readonly string[];
  /** Models whose answers are played from a table; left out where there are none. */
  readonly simulatedModels?: readonly string[];
  /** By name, its variants that are plug-ins, as it was admitted with them; left out where there are none. */
  readonly variantFiles?: Readonly<Record<string, PinnedFile>>;
  readonly phases: Readonly<Record<string, Route>>;
  /** Per phase the route that is being tried out: in the file only until it is kept or undone. */
  readonly trial?: Readonly<Record<string, TrialRoute>>;
}

/** A permanent route. */
export interface Route {
  readonly route: Spec;
  /** The canonical text of `route` when it was recorded; another text tells that `route` was edited by hand. */
  readonly specId: string;
  /** The file of its variant, where that is a plug-in: the route is of these bytes. */
  readonly variantFile?: PinnedFile;
  /** Models to go on with when this one cannot do the work, best first. */
  readonly fallbacks: readonly string[];
  /** The cycle that made it permanent; 0: it was given, not earned. */
  readonly sinceCycle: number;
  /** Id of the event that made it permanent. */
  readonly decision: string;
  readonly reason: string;
  readonly simulated?: true;
  readonly measured: { readonly at: string };
}

export interface TrialRoute {
  readonly route: Spec;
  readonly specId: string;
  readonly variantFile?: PinnedFile;
  /** Id of the recommendation that is being tried. */
  readonly recommendation: string;
  readonly reason: string;
  readonly simulated?: true;
  readonly measured: { readonly at: string };
}

/**
 * The routes after one more event. Undoing a trial gives exactly what was there before it was opened.
 * The same events once more, in order, change nothing.
 */
export function advanceRouting(
  before: RoutingConfig | undefined,
  event: StudyEvent,
): RoutingConfig {
  const config = before ?? noRoutes(event.study);
  const { type } = event;
  if (type === 'study-admitted') return admitted(config, event);
  if (type === 'baseline-promoted') return promoted(config, event);
  if (type === 'hand-edit') return edited(config, event);
  if (type === 'route-watched') return watched(config, event);
  if (type === 'study-ended') return { ...withoutTrials(config), state: event.state };
  return advanceTrial(config, event);
}

function advanceTrial(config: RoutingConfig, event: StudyEvent): RoutingConfig {
  const { type } = event;
  if (type === 'trial-opened') return withTrial(config, event);
  if (type === 'trial-kept') return keptTrial(config, event);
  if (type === 'trial-undone') return withoutTrial(config, event.recommendation.phase);
  return config;
}

function noRoutes(study: string): RoutingConfig {
  return { schemaVersion: 1, study, state: 'live', tunes: [], phases: {} };
}

/** Routes of phases that the study no longer tunes stay: applications may still use them. */
function admitted(config: RoutingConfig, event: EventOf<'study-admitted'>): RoutingConfig {
  const simulatedModels = simulatedOnes(event);
  const files = variantFiles(event.admitted.plugins);
  const now: RoutingConfig = {
    schemaVersion: 1,
    study: config.study,
    state: 'live',
    tunes: event.baselines.map(({ phase }) => phase),
    ...(simulatedModels.length > 0 && { simulatedModels }),
    ...(Object.keys(files).length > 0 && { variantFiles: files }),
    phases: config.phases,
  };
  const phases = event.baselines.map((baseline) => [
    baseline.phase,
    givenRoute(now, baseline, event),
  ]);
  return { ...now, phases: { ...config.phases, ...Object.fromEntries(phases) } };
}

function simulatedOnes({ admitted: { models } }: EventOf<'study-admitted'>): readonly string[] {
  return Object.entries(models)
    .filter(([, model]) => model.simulated)
    .map(([name]) => name)
    .toSorted();
}

/**
 * A route that a decision has earned stays until another decision replaces it, also where the study starts once more
 * from a baseline of its own: applications that load the file must not fall back with it.
 */
function givenRoute(
  config: RoutingConfig,
  { phase, spec, fallbacks }: PhaseBaseline,
  event: EventOf<'study-admitted'>,
): Route {
  const before = config.phases[phase];
  const given = routed(config, spec);
  if (before !== undefined && before.specId === specId(before.route)) {
    const { simulated: _, ...kept } = before;
    const { simulated } = given;
    if (isSameRoute(before, given)) return { ...kept, fallbacks, ...(simulated && { simulated }) };
    if (before.sinceCycle > 0) return before;
  }
  return {
    ...given,
    fallbacks,
    sinceCycle: 0,
    decision: event.id,
    reason: 'The baseline that the study was given',
    measured: event.measured,
  };
}

/** The same spec, asked by the same bytes. */
function isSameRoute(one: Routed, other: Routed): boolean {
  return one.specId === other.specId && one.variantFile?.sha256 === other.variantFile?.sha256;
}

function promoted(config: RoutingConfig, event: EventOf<'baseline-promoted'>): RoutingConfig {
  return withRoute(config, event.phase, {
    ...routed(config, event.to),
    fallbacks: fallbacksOf(config, event.phase, event.to),
    sinceCycle: event.cycle,
    decision: event.decision,
    reason: event.reason,
    measured: event.measured,
  });
}

function edited(config: RoutingConfig, event: EventOf<'hand-edit'>): RoutingConfig {
  return withRoute(config, event.phase, {
    ...routed(config, event.to),
    fallbacks: fallbacksOf(config, event.phase, event.to),
    sinceCycle: event.cycle,
    decision: event.id,
    reason: 'Edited by hand in this file',
    measured: event.measured,
  });
}

/** A roll-back is the only look that changes a route; what could be gone on with stays so. */
function watched(config: RoutingConfig, event: EventOf<'route-watched'>): RoutingConfig {
  if (event.verdict !== 'rolled-back') return config;
  return withRoute(config, event.phase, {
    ...routed(config, event.to),
    fallbacks: fallbacksOf(config, event.phase, event.to),
    sinceCycle: event.cycle,
    decision: event.id,
    reason: event.reason,
    measured: event.measured,
  });
}

function withTrial(config: RoutingConfig, event: EventOf<'trial-opened'>): RoutingConfig {
  const { recommendation, trial, measured } = event;
  const route: TrialRoute = {
    ...routed(config, trial),
    recommendation: recommendation.id,
    reason: recommendation.reason,
    measured,
  };
  return { ...config, trial: { ...config.trial, [recommendation.phase]: route } };
}

function keptTrial(config: RoutingConfig, event: EventOf<'trial-kept'>): RoutingConfig {
  const { phase, reason } = event.recommendation;
  return withRoute(withoutTrial(config, phase), phase, {
    ...routed(config, event.to),
    fallbacks: fallbacksOf(config, phase, event.to),
    sinceCycle: event.cycle,
    decision: event.id,
    reason,
    measured: event.measured,
  });
}

/** Once a fallback is the route, those after it remain. */
function fallbacksOf(config: RoutingConfig, phase: string, route: Spec): readonly string[] {
  const fallbacks = config.phases[phase]?.fallbacks ?? [];
  return fallbacks.slice(fallbacks.indexOf(route.model) + 1);
}

type Routed = Pick<Route, 'route' | 'specId' | 'variantFile' | 'simulated'>;

function routed({ simulatedModels, variantFiles: files }: RoutingConfig, route: Spec): Routed {
  const simulated = simulatedModels?.includes(route.model) === true;
  const variantFile = files?.[route.variant];
  return {
    route,
    specId: specId(route),
    ...(variantFile && { variantFile }),
    ...(simulated && { simulated }),
  };
}

function withRoute(config: RoutingConfig, phase: string, route: Route): RoutingConfig {
  return { ...config, phases: { ...config.phases, [phase]: route } };
}

function withoutTrial(config: RoutingConfig, phase: string): RoutingConfig {
  const others = Object.entries(config.trial ?? {}).filter(([name]) => name !== phase);
  const rest = withoutTrials(config);
  return others.length === 0 ? rest : { ...rest, trial: Object.fromEntries(others) };
}

function withoutTrials(config: RoutingConfig): RoutingConfig {
  const { trial: _, ...rest } = config;
  return rest;
}
