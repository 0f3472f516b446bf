import { z } from 'zod';
import { GENERATOR_NAMES } from '../candidates/generators';
import { jsonObject } from '../parse-json';
import { fields } from '../suites/parse-issues';
import { patchFields, specFields as fieldsOfSpec } from './parse-spec';

const specFields = fieldsOfSpec();

const name = z.string().regex(/^[a-z0-9-]{1,63}$/, 'expected 1 to 63 of a-z, 0-9 and -');
const label = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'expected a short name without spaces');
const count = z.int().min(1).max(1_000_000);

const promptSet = fields({
  system: z.string().max(20_000).optional(),
  tools: z.record(z.string(), z.string().max(4_000)).optional(),
});

const policy = fields({
  minSamples: z.int().min(1).max(28).optional(),
  runs: z.int().min(1).max(28).optional(),
  maxVariance: z.number().min(0).max(0.25).optional(),
  minRestraint: z.number().min(0).max(1).optional(),
  candidatesPerCycle: z.int().min(1).max(500).optional(),
  determinism: z.enum(['off', 'auto']).optional(),
  verifyRuns: z.int().min(1).max(28).optional(),
});

const budget = fields({
  cycles: count.optional(),
  runs: count.optional(),
  tokens: z.int().min(1).optional(),
  usd: z.number().positive().optional(),
});

const phase = z.union([
  z.string().min(1),
  fields({ suite: z.string().min(1), baseline: fields(patchFields()).optional() }),
]);

const studyFile = fields({
  $schema: z.string().optional(),
  study: name,
  seed: z.int().min(0).max(2_147_483_647).optional(),
  phases: z.record(label, phase).refine((phases) => Object.keys(phases).length > 0, 'name a phase'),
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
  generators: z.union([z.literal('all'), z.array(z.enum(GENERATOR_NAMES))]).optional(),
  fallbacks: z.record(specFields.model, z.union([z.string(), z.array(z.string())])).optional(),
  prompts: z.record(label, promptSet).optional(),
  params: z.record(label, jsonObject()).optional(),
  policy: policy.optional(),
  budget: budget.optional(),
  watch: z
    .union([
      z.literal('off'),
      z.string().regex(/^[1-9]\d{0,3}h$/, 'expected hours such as 24h, or off'),
    ])
    .optional(),
  atCeiling: z.enum(['rest', 'finish']).optional(),
});
/** A study file as people write it: short forms allowed, defaults left out. */
export type StudyFile = z.infer<typeof studyFile>;

/** The schema of a study file. A function, for the reason that `parse-spec.ts` gives. */
export const studyFileSchema = (): typeof studyFile => studyFile;
