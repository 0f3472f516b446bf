/** A configuration under test. A plain value: it crosses workflow boundaries as JSON. */
export interface Spec {
  /** A name in the models file. */
  readonly model: string;
  /** The kind of work, with its own suite and its own route. */
  readonly phase: string;
  /** How a tool decision is asked for and read. */
  readonly variant: string;
  /** Limit on one model call, in seconds. */
  readonly timeoutSeconds: number;
  /** Further attempts at one item after a failure that an application could see itself. */
  readonly retries: number;
  /** 0: the items of a run share one conversation; 1: each item starts afresh. */
  readonly isolation: 0 | 1;
  /** Calls made and thrown away before a run's first item. */
  readonly warmup: number;
  /** Sampling temperature, in [0, 2]. */
  readonly temperature: number;
  /** A named prompt set of the study; `default` is the variant's own wording. */
  readonly prompt: string;
  /** A named set of provider parameters of the study; `default` sends none. */
  readonly params: string;
}

/** What a study may change in a spec. The phase is what is tuned for, so it is none of these. */
export const FACTORS = [
  'model',
  'variant',
  'timeoutSeconds',
  'retries',
  'isolation',
  'warmup',
  'temperature',
  'prompt',
  'params',
] as const;
export type Factor = (typeof FACTORS)[number];
export type FactorValue = string | number;

/** Values for the fields that a study leaves out: the seed's `native_api/t60/r1/i0`, no warm-up. */
export const DEFAULT_SPEC = {
  variant: 'native_api',
  timeoutSeconds: 60,
  retries: 1,
  isolation: 0,
  warmup: 0,
  temperature: 0,
  prompt: 'default',
  params: 'default',
} as const;

/** A change of one or more factors; fields left out stay as they are. */
export type SpecPatch = Partial<Omit<Spec, 'phase'>>;

/** The spec with a change made; the original is left as it was. */
export function withPatch(spec: Spec, patch: SpecPatch): Spec {
  return { ...spec, ...patch };
}
