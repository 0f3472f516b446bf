import { DEFAULT_SPEC, type Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import { VARIANT_NAMES } from '../../../src/variants/variant-names';

/** The suite that the grid is measured on. */
export const GRID_SUITE = 'atomic';
export const GRID_MODEL = 'qwen2.5-coder-0.5b';
/** Names the grid in tables and files. */
export const GRID_CELL = 'real atomic 28';

/** Factors that change an answer of this model: every combination is measured. */
export const MEASURED_FACTORS = {
  variant: VARIANT_NAMES,
  isolation: [0, 1],
  temperature: [0, 0.7],
} as const;

/**
 * Factors that change no letter here, so that their values share a measurement: the same request with the same seed gets
 * the same answer from this server, again and after a warm-up, and no call of the measurement took 60 s.
 */
export const SHARED_FACTORS = {
  timeoutSeconds: [60, 120],
  retries: [1, 0],
  warmup: [0, 1],
} as const;

/** Far above what a call takes: what was measured tells which limits it keeps. */
const NO_LIMIT_SECONDS = 600;

/** A run that the grid is to have. */
export interface GridRun {
  readonly spec: Spec;
  readonly run: number;
}

/** The spec whose runs stand for every spec that differs from it in shared factors alone. */
export function measuredSpec(spec: Spec): Spec {
  return { ...spec, timeoutSeconds: NO_LIMIT_SECONDS, retries: 0, warmup: 0 };
}

/**
 * Every run of the grid: one of each spec at temperature 0, where a second would be a copy, and so many where answers are
 * drawn. First runs come first, so that a grid that was stopped early has as many of one spec as of another.
 */
export function gridRuns(drawn: number): readonly GridRun[] {
  return Array.from({ length: drawn }, (_, place) => place + 1).flatMap((run) =>
    measuredSpecs()
      .filter(({ temperature }) => run === 1 || temperature > 0)
      .map((spec) => ({ spec, run })),
  );
}

function measuredSpecs(): readonly Spec[] {
  const { variant, isolation, temperature } = MEASURED_FACTORS;
  return temperature.flatMap((degrees) =>
    isolation.flatMap((isolated) =>
      variant.map((name) =>
        measuredSpec({
          ...DEFAULT_SPEC,
          model: GRID_MODEL,
          phase: GRID_SUITE,
          variant: name,
          isolation: isolated,
          temperature: degrees,
        }),
      ),
    ),
  );
}

/** Names a run in the file of measurements. */
export function runKey({ spec, run }: GridRun): string {
  return `${specId(spec)}#${run}`;
}
