import type { Generator } from './generator';
import { isolation } from './isolation';
import { model } from './model';
import { params } from './params';
import { prompt } from './prompt';
import { retries } from './retries';
import { temperature } from './temperature';
import { timeout } from './timeout';
import { variant } from './variant';
import { warmup } from './warmup';

/** Every generator that this version knows. Their order here means nothing: a study shuffles them by its seed. */
export const GENERATORS: readonly Generator[] = [
  variant,
  timeout,
  retries,
  isolation,
  warmup,
  model,
  temperature,
  prompt,
  params,
];

export const GENERATOR_NAMES: readonly string[] = GENERATORS.map(({ name }) => name);
