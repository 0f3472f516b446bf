import { findPinned } from '../../../activities/plugins/find-pinned';
import { folderMedium } from '../../../activities/store/folder-medium';
import { studyFolder } from '../../../activities/store/store-paths';
import { loadSuite } from '../../../activities/suites/load-suite';
import { promiseOfRoute } from '../../check/promise-of-route';
import type { JsonObject } from '../../json';
import type { PinnedFile } from '../../plugins/study-plugins';
import type { PermanentRoute } from '../../routing/parse-permanent-routes';
import type { GateEvidence } from '../../runs/gate-evidence';
import type { Spec } from '../../spec/spec';
import { specId } from '../../spec/spec-id';
import type { Policy } from '../../study/study';
import type { Suite } from '../../suites/suite';
import type { PromptSet } from '../../variants/variant';
import { eventsOfLog } from '../audit/events-of-log';
import { CliError, EXIT } from '../cli-error';
import { ofType } from '../report/page/story';

/** A route with all that it takes to run it again and to hold it against what it promised. */
export interface RouteToCheck {
  readonly phase: string;
  readonly study: string;
  readonly spec: Spec;
  readonly specId: string;
  /** Of the spec's variant, where it is a plug-in; null: a built-in one. */
  readonly variantFile: PinnedFile | null;
  readonly suite: Suite;
  readonly prompt: PromptSet | null;
  readonly params: JsonObject;
  readonly policy: Policy;
  readonly promise: GateEvidence;
}

/**
 * @throws {CliError} bad input: no log beside the routes, a suite that changed, or nothing that was promised
 */
export async function routeToCheck(
  dataDir: string,
  phase: string,
  route: PermanentRoute,
): Promise<RouteToCheck> {
  const events = await eventsOfLog(folderMedium(dataDir), studyFolder(dataDir, route.study));
  const admission = ofType(events, 'study-admitted').findLast(
    ({ admitted }) => admitted.suites[phase] !== undefined,
  );
  const suite = admission?.admitted.suites[phase];
  if (!admission || !suite) {
    throw badInput(phase, `the log of ${route.study} says nothing of its suite`);
  }
  const loaded = await loadSuite(suite.ref.source);
  if (loaded.sha256 !== suite.ref.sha256) {
    throw badInput(
      phase,
      `its suite ${suite.ref.source} is not the one that it was measured on; put it back, or start a study on the new one`,
    );
  }
  const promise = promiseOfRoute(events, route, suite.mask);
  if (!promise) throw badInput(phase, `${route.study} has not measured ${specId(route.spec)}`);
  const { prompts, params, policy } = admission.definition;
  return {
    phase,
    study: route.study,
    spec: route.spec,
    specId: specId(route.spec),
    variantFile: await variantFileOf(dataDir, route),
    suite: loaded.suite,
    prompt: prompts[route.spec.prompt] ?? null,
    params: params[route.spec.params] ?? {},
    policy,
    promise,
  };
}

async function variantFileOf(
  dataDir: string,
  { spec: { variant, phase }, variantFile: pinned, study }: PermanentRoute,
): Promise<PinnedFile | null> {
  if (!pinned) return null;
  const found = await findPinned(pinned, [studyFolder(dataDir, study)]);
  if (found) return found;
  throw badInput(
    phase,
    `the variant ${variant} is not the file that it was measured with; put it back: ${pinned.file}, SHA-256 ${pinned.sha256}`,
  );
}

function badInput(phase: string, why: string): CliError {
  return new CliError(EXIT.badInput, `Cannot check the route of ${phase}: ${why}`);
}
