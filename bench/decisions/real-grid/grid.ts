import { DEFAULT_SPEC, type Factor, type FactorValue, type Spec } from '../../../src/spec/spec';
import { specId } from '../../../src/spec/spec-id';
import { type FactorSpace, factorSpace } from '../../../src/study/factor-space';
import { VARIANT_NAMES } from '../../../src/variants/variant-names';
import { everySpec } from '../world';

/** The suite that the grids are measured on. */
export const GRID_SUITE = 'atomic';
export const GRID_MODEL = 'qwen2.5-coder-0.5b';

/** Every combination of some factors' values, measured on the embedded model. */
export interface Grid {
  /** Names it in tables and files. */
  readonly name: string;
  /** The spec that every search starts from. */
  readonly start: Spec;
  readonly space: FactorSpace;
}

const DEFAULT: Spec = { ...DEFAULT_SPEC, model: GRID_MODEL, phase: GRID_SUITE };

/**
 * Factors that change no letter here, so that their values share a measurement: the same request with the same seed gets
 * the same answer from this server, again and after a warm-up, and no call of the measurement took 60 s.
 */
const SHARED = { timeoutSeconds: [60, 120], retries: [1, 0], warmup: [0, 1] } as const;

/** Those that ask once per item and can be read: the others take several times as long where answers are drawn. */
const QUICK_VARIANTS = ['raw_schema', 'json_schema', 'few_shot'];

export const GRIDS: readonly Grid[] = [
  gridOf('real atomic still', DEFAULT, { variant: VARIANT_NAMES, isolation: [0, 1] }),
  gridOf(
    'real atomic drawn',
    { ...DEFAULT, variant: 'raw_schema', isolation: 1 },
    { variant: QUICK_VARIANTS, temperature: [0, 0.7] },
  ),
];

function gridOf(
  name: string,
  start: Spec,
  factors: Readonly<Partial<Record<Factor, readonly FactorValue[]>>>,
): Grid {
  return { name, start, space: factorSpace(start, { ...factors, ...SHARED }) };
}

/** Far above what a call takes: what was measured tells which limits it keeps. */
const NO_LIMIT_SECONDS = 600;

/** The spec whose runs stand for every spec that differs from it in shared factors alone. */
export function measuredSpec(spec: Spec): Spec {
  return { ...spec, timeoutSeconds: NO_LIMIT_SECONDS, retries: 0, warmup: 0 };
}

/** A run that the grids are to have. */
export interface GridRun {
  readonly spec: Spec;
  readonly run: number;
}

/**
 * Every run of the grids: one of each spec at temperature 0, where a second would be a copy, and so many where answers are
 * drawn. First runs come first, so that a grid that was stopped early has as many of one spec as of another.
 */
export function gridRuns(drawn: number): readonly GridRun[] {
  const specs = measuredSpecs();
  return Array.from({ length: drawn }, (_, place) => place + 1).flatMap((run) =>
    specs.filter(({ temperature }) => run === 1 || temperature > 0).map((spec) => ({ spec, run })),
  );
}

function measuredSpecs(): readonly Spec[] {
  const all = GRIDS.flatMap(({ space, start }) => everySpec(space, start)).map(measuredSpec);
  return [...new Map(all.map((spec) => [specId(spec), spec])).values()];
}

/** Names a run in the file of measurements. */
export function runKey({ spec, run }: GridRun): string {
  return `${specId(spec)}#${run}`;
}
