import type { PilotSpec } from '../../src/calibration/pilot';
import { specId } from '../../src/spec/spec-id';
import { makeRuns, type RunsPlan } from './make-runs';

/** Runs of one spec over a suite, made without a study: prompt and params are the defaults. */
export type PilotPlan = Omit<RunsPlan, 'prompt' | 'params' | 'name'>;

/**
 * Makes the runs of a pilot.
 *
 * @throws {RatchetError} what the endpoint says; the signal's reason when it was aborted
 */
export async function makePilot(plan: PilotPlan): Promise<PilotSpec> {
  const { spec, runs } = plan;
  const rows = await makeRuns({ ...plan, prompt: null, params: {}, name: 'pilot' });
  const items = rows[0]?.length ?? 0;
  return {
    specId: specId(spec),
    runs,
    passesByItem: Array.from(
      { length: items },
      (_, item) => rows.filter((row) => row.charAt(item) === 'P').length,
    ),
    passesByRun: rows.map((row) => row.replaceAll(/[^P]/g, '').length),
  };
}
