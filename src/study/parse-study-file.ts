import { z } from 'zod';
import { ALL_GENERATOR_NAMES } from '../candidates/search-generators';
import { fields } from '../parse-issues';
import { jsonObject } from '../parse-json';
import { specFields as fieldsOfSpec, labelSchema, patchFields } from './parse-spec';
import {
  numberBetween,
  positiveNumber,
  someText,
  textLike,
  textUpTo,
  wholeNumber,
} from './parse-values';

/** More would not fit into the state that a cycle hands on. */
const MAX_PHASES = 8;

/** A look may ask for three times the runs at once: passes per item must fit into one character, see `count-digits.ts`. */
const MOST_RUNS = 21;

const specFields = fieldsOfSpec();

const label = labelSchema();
const name = textLike(/^[a-z0-9-]{1,63}$/, 'a name of 1 to 63 of a-z, 0-9 and -');
const count = wholeNumber(1, 1_000_000);

const promptSet = fields({
  system: textUpTo(20_000).optional(),
  tools: z.record(z.string(), textUpTo(4_000)).optional(),
});

const policy = fields({
  minSamples: wholeNumber(1, MOST_RUNS).optional(),
  runs: wholeNumber(1, MOST_RUNS).optional(),
  maxVariance: numberBetween(0, 0.25).optional(),
  minRestraint: numberBetween(0, 1).optional(),
  candidatesPerCycle: wholeNumber(1, 500).optional(),
  determinism: z.enum(['off', 'auto']).optional(),
  verifyRuns: wholeNumber(1, MOST_RUNS).optional(),
  strategy: z.enum(['gate-all', 'screen']).optional(),
  alpha: numberBetween(0.000001, 0.5).optional(),
  tickets: wholeNumber(1, 10_000).optional(),
  tieBreak: fields({
    metric: z.enum(['latency', 'cost']),
    margin: numberBetween(0.001, 0.999).optional(),
    delta: numberBetween(0, 1).optional(),
  }).optional(),
  curtail: z.boolean().optional(),
});

const budget = fields({
  cycles: count.optional(),
  runs: count.optional(),
  tokens: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  usd: positiveNumber().optional(),
});

const suite = someText('the name or file of a suite');

const phase = z.union(
  [suite, fields({ suite, baseline: fields(patchFields()).optional() })],
  'expected the name or file of a suite, or an object with suite',
);

/** A value per name; what is wrong with a name is what its own schema says. */
function named<T extends z.ZodType>(key: z.ZodString, value: T): z.ZodRecord<z.ZodString, T> {
  return z.record(key, value, {
    error: (issue) => (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined),
  });
}

const phases = named(label, phase).superRefine((found, context) => {
  const count = Object.keys(found).length;
  if (count >= 1 && count <= MAX_PHASES) return;
  const message = `expected 1 to ${MAX_PHASES} phases, found ${count}`;
  context.addIssue({ code: 'custom', message });
});

const fallbacks = named(
  specFields.model,
  z.union(
    [specFields.model, z.array(specFields.model)],
    'expected the name of a model or a list of them',
  ),
);

const studyFile = fields({
  $schema: z.string().optional(),
  study: name,
  seed: wholeNumber(0, 2_147_483_647).optional(),
  phases,
  baseline: fields(patchFields()).optional(),
  factors: fields({
    model: z.array(specFields.model).optional(),
    variant: z.array(specFields.variant).optional(),
    timeoutSeconds: z.array(specFields.timeoutSeconds).optional(),
    retries: z.array(specFields.retries).optional(),
    isolation: z.array(specFields.isolation).optional(),
    warmup: z.array(specFields.warmup).optional(),
    temperature: z.array(specFields.temperature).optional(),
    prompt: z.array(specFields.prompt).optional(),
    params: z.array(specFields.params).optional(),
  }).optional(),
  generators: z
    .union(
      [z.literal('all'), z.array(z.enum(ALL_GENERATOR_NAMES))],
      'expected "all" or a list of generators',
    )
    .optional(),
  fallbacks: fallbacks.optional(),
  prompts: named(label, promptSet).optional(),
  params: named(label, jsonObject()).optional(),
  policy: policy.optional(),
  budget: budget.optional(),
  watch: textLike(/^(off|[1-9]\d{0,3}h)$/, 'hours such as 24h, or off').optional(),
  cooldown: textLike(/^\d{1,4}h$/, 'hours such as 72h').optional(),
  atCeiling: z.enum(['rest', 'finish']).optional(),
});
/** A study file as people write it: short forms allowed, defaults left out. */
export type StudyFile = z.infer<typeof studyFile>;

/** The schema of a study file. A function, for the reason that `parse-spec.ts` gives. */
export const studyFileSchema = (): typeof studyFile => studyFile;
