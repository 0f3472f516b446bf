import { createModelClient } from '../../../activities/models/create-model-client';
import type { ModelEntry } from '../../../activities/ports';
import { makeRuns } from '../../../activities/run/make-runs';
import { evidenceOfLetters } from '../../check/evidence-of-letters';
import { judgeRoute, type RouteVerdict } from '../../check/judge-route';
import { modelNamed } from '../model-named';
import type { RouteToCheck } from './route-to-check';

export interface CheckedRoute extends RouteVerdict {
  readonly phase: string;
  readonly study: string;
  readonly specId: string;
  readonly runs: number;
  /** Per run one letter per item. */
  readonly letters: readonly string[];
}

/** How a check is made. */
export interface CheckPlan {
  readonly models: Readonly<Record<string, ModelEntry>>;
  readonly runs: number;
  readonly signal: AbortSignal;
  readonly show: (text: string) => void;
}

/** Runs a route's spec over its suite now, and holds it against what it promised. */
export async function checkRoute(
  route: RouteToCheck,
  { models, runs, signal, show }: CheckPlan,
): Promise<CheckedRoute> {
  const { phase, study, spec, specId, variantFile, suite, prompt, params, promise, policy } = route;
  const letters = await makeRuns({
    suite,
    spec,
    variantFile,
    prompt,
    params,
    runs,
    signal,
    // Another day's check must not send the seeds of this one.
    name: `check/${new Date().toISOString()}`,
    client: createModelClient(modelNamed(models, spec.model), { env: process.env }),
    progress: ({ run, done, of }) =>
      show(`${phase}: run ${run} of ${runs}, ${done} of ${of} prompts`),
  });
  const fresh = evidenceOfLetters({ specId, kinds: promise.kinds, rows: letters });
  return { phase, study, specId, runs, letters, ...judgeRoute(promise, fresh, policy) };
}
