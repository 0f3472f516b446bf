import { resolve } from 'node:path';
import { loadModels } from '../activities/models/load-models';
import { canonicalJson } from '../src/canonical-json';
import { RatchetError } from '../src/errors';
import { didYouMean } from '../src/nearest-word';
import type { PermanentRoute } from '../src/routing/parse-permanent-routes';
import { completeRoute } from './complete-route';
import { findModelsFile } from './find-models-file';
import { followFiles, traceOf } from './follow-files';
import type { LoadedRoute } from './loaded-route';
import { readRoutingFile, routingFileAt } from './read-routing-file';
import { type StudyOfRoute, studyInFile, studyInLog } from './study-of-route';

/** All of them may be left out. */
export interface RoutingOptions {
  /** The models file; left out: `RATCHET_MODELS`, else `models.yaml` beside the routing file or in the working folder. */
  readonly models?: string;
  /** The phases that the application uses: they must be there, others are left out. Left out: all that are there. */
  readonly phases?: readonly string[];
  /** Study files, for prompt sets, parameters and examples where the studies' logs are not beside the routing file. */
  readonly studies?: readonly string[];
  /** Seconds between two looks at the files; 0: they are not followed. 1 when left out. */
  readonly followSeconds?: number;
  /** Told the phases whose route is another one now. */
  readonly onChange?: (phases: readonly string[], routing: Routing) => void;
  /** Told why a changed file is not used; the routes stay as they were. Left out: a warning of the process. */
  readonly onProblem?: (problem: Error) => void;
}

/** The routes of an application, as new as the file that they are loaded from. */
export interface Routing {
  readonly file: string;
  readonly modelsFile: string;
  /** By phase, as of now. */
  readonly routes: Readonly<Record<string, LoadedRoute>>;
  /**
   * The route of a phase, as of now: ask for it at each call.
   *
   * @throws {RatchetError} `ROUTING_INVALID` for a phase that has none
   */
  readonly route: (phase: string) => LoadedRoute;
  /** Reads the files at once; a changed file that cannot be used is told as `onProblem` is, and changes nothing. */
  readonly refresh: () => Promise<void>;
  /** Follows the files no longer. */
  readonly close: () => void;
}

type Routes = Readonly<Record<string, LoadedRoute>>;

/**
 * Loads the permanent routes of a study's `routing_config.json`, or of the data folder's, which merges all studies.
 * Trials are never loaded. The files are followed until `close`, which keeps no process alive.
 *
 * @param path - of the file, or of the folder that it is in; left out: `RATCHET_DATA`, else `ratchet-data`
 * @throws {RatchetError} `ROUTING_INVALID`, `MODELS_INVALID`, `MODEL_UNKNOWN`, `STUDY_INVALID`, `SUITE_INVALID` or
 *   `SUITE_CHANGED`; the message says what to mend
 */
export async function loadRouting(
  path: string = process.env['RATCHET_DATA'] || 'ratchet-data',
  options: RoutingOptions = {},
): Promise<Routing> {
  const file = resolve(await routingFileAt(path));
  const modelsFile = findModelsFile(options.models, { routingFile: file, env: process.env });
  const read = () => readRoutes(file, modelsFile, options);
  const trace = traceOf([file, modelsFile]);
  return followed(await read(), { file, modelsFile, options, read, trace });
}

async function readRoutes(
  file: string,
  modelsFile: string,
  { phases, studies = [] }: RoutingOptions,
): Promise<Routes> {
  const found = await readRoutingFile(file);
  const models = await loadModels(modelsFile);
  const inFiles = await Promise.all(studies.map(studyInFile));
  const routes: Record<string, LoadedRoute> = {};
  for (const phase of phases ?? Object.keys(found)) {
    const route = routeIn(found, phase, file);
    const study = studyNamed(route, inFiles) ?? (await studyInLog(file, route));
    routes[phase] = await completeRoute(route, { models, modelsFile, routingFile: file, study });
  }
  return routes;
}

function studyNamed({ study }: PermanentRoute, studies: readonly StudyOfRoute[]) {
  return studies.find((given) => given.study === study);
}

function routeIn<T>(routes: Readonly<Record<string, T>>, phase: string, file: string): T {
  const route = Object.hasOwn(routes, phase) ? routes[phase] : undefined;
  if (route !== undefined) return route;
  const known = Object.keys(routes);
  throw new RatchetError(
    'ROUTING_INVALID',
    `Cannot find a route of phase "${phase}" in ${file}: it has ${known.join(', ') || 'none'}${didYouMean(phase, known)}`,
  );
}

interface Followed {
  readonly file: string;
  readonly modelsFile: string;
  readonly options: RoutingOptions;
  readonly read: () => Promise<Routes>;
  /** Of the files, as they were when they were read first. */
  readonly trace: string;
}

function followed(first: Routes, { file, modelsFile, options, read, trace }: Followed): Routing {
  const { onChange, onProblem = warn, followSeconds = 1 } = options;
  let routes = first;
  let told = '';
  const take = async (): Promise<boolean> => {
    try {
      const before = routes;
      routes = await read();
      told = '';
      const changed = changedPhases(before, routes);
      if (changed.length > 0) onChange?.(changed, routing);
      return true;
    } catch (problem) {
      const error = problem instanceof Error ? problem : new Error(String(problem));
      if (error.message !== told) onProblem(error);
      told = error.message;
      return false;
    }
  };
  // One after another: of two changes the later one stays.
  let last = Promise.resolve(true);
  const inTurn = () => (last = last.then(take));
  const routing: Routing = {
    file,
    modelsFile,
    get routes() {
      return routes;
    },
    route: (phase) => routeIn(routes, phase, file),
    refresh: () => inTurn().then(() => undefined),
    close: followFiles([file, modelsFile], {
      from: trace,
      seconds: followSeconds,
      changed: inTurn,
    }),
  };
  return routing;
}

function changedPhases(before: Routes, now: Routes): readonly string[] {
  const phases = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...phases].filter((phase) => textOf(before[phase]) !== textOf(now[phase]));
}

function textOf(route: LoadedRoute | undefined): string {
  return route === undefined ? '' : canonicalJson(route);
}

function warn(problem: Error): void {
  process.emitWarning(problem.message, 'RatchetRouting');
}
