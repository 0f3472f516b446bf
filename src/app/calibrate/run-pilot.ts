import { createModelClient } from '../../../activities/models/create-model-client';
import { loadModels } from '../../../activities/models/load-models';
import { makePilot } from '../../../activities/run/make-pilot';
import type { LoadedSuite } from '../../../activities/suites/load-suite';
import type { Pilot, PilotSpec } from '../../calibration/pilot';
import { withPatch } from '../../spec/spec';
import { specId } from '../../spec/spec-id';
import { heldOutItems } from '../../suites/mask';
import { liveLine } from '../follow/live-line';
import { modelNamed } from '../model-named';
import { modelsFileOf } from '../models-file';
import type { Output } from '../output/output';
import { untilSignal } from '../until-signal';
import type { CalibrateArguments } from './calibrate-arguments';
import { patchOf, pilotSpec } from './pilot-spec';

/** Makes a pilot's runs now: they cost what runs cost. Progress goes to standard error; Ctrl-C ends it. */
export async function runPilot(
  { suite, sha256 }: LoadedSuite,
  model: string,
  { options, note }: { readonly options: CalibrateArguments; readonly note: Output['note'] },
): Promise<Pilot> {
  const first = pilotSpec(model, suite.name, options.set ?? []);
  const second = options.second ? [withPatch(first, patchOf(options.second))] : [];
  const models = await loadModels(modelsFileOf(options.models));
  const items = suite.items.length - heldOutItems(suite).length;
  const live = liveLine();
  const specs: PilotSpec[] = [];
  for (const spec of [first, ...second]) {
    note(`${options.runs} runs of ${specId(spec)} on ${suite.name}, ${items} prompts each`);
    const client = createModelClient(modelNamed(models, spec.model), { env: process.env });
    const pilot = await untilSignal((signal) =>
      makePilot({
        suite,
        spec,
        client,
        signal,
        runs: options.runs,
        progress: ({ run, done, of }) =>
          live.show(`run ${run} of ${options.runs}: ${done} of ${of} prompts`),
      }),
    );
    live.clear();
    note(`right per run: ${pilot.passesByRun.join(' ')}, of ${items}`);
    specs.push(pilot);
  }
  return { schemaVersion: 1, suite: { name: suite.name, sha256 }, items, specs };
}
