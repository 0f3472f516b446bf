import { loadSuite } from '../../../activities/suites/load-suite';
import { charactersAt, steeringIndices } from '../../../src/suites/mask';
import type { World } from '../world';
import { GRID_SUITE, type Grid } from './grid';
import { readMeasurements } from './measurement';
import { recordedWorld } from './recorded-world';

/**
 * The world that a grid is by a file of measurements.
 *
 * @throws RangeError where it was measured on other items than the suite has now, or lacks a spec
 */
export async function gridWorld(grid: Grid, file: string): Promise<World> {
  const { sha256, mask } = await loadSuite(GRID_SUITE);
  const measurements = readMeasurements(file);
  if (measurements.some(({ suiteSha256 }) => suiteSha256 !== sha256)) {
    throw new RangeError(
      `Cannot play on ${file}: it was measured on other items than ${GRID_SUITE} has now`,
    );
  }
  return recordedWorld(grid, measurements, charactersAt(mask, steeringIndices(mask)));
}
