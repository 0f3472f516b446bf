import { z } from 'zod';
import { jsonObject } from '../parse-json';
import { STUDY_PLUGIN_KINDS } from '../plugins/study-plugins';
import type { Admitted, ControlRecord } from '../study/carried-state';
import { specFields as fieldsOfSpec } from '../study/parse-spec';
import { type Budget, DEFAULT_POLICY, type Policy, type Study } from '../study/study';
import { storedSpec } from './parse-evidence';
import type { PhaseBaseline } from './study-event';

const specFields = fieldsOfSpec();

/** What a study was asked for and admitted with, as it is read back from files. */

const limit = z.number().min(0).nullable();
const count = z.int().min(0);

const policySchema: z.ZodType<Policy> = z.strictObject({
  minSamples: count,
  runs: count,
  maxVariance: z.number(),
  minRestraint: z.number(),
  candidatesPerCycle: count,
  determinism: z.enum(['off', 'auto']),
  verifyRuns: count,
  // Logs of studies that plain gates decided lack these.
  strategy: z.enum(['gate-all', 'screen']).default('gate-all'),
  alpha: z.number().default(DEFAULT_POLICY.alpha),
  tickets: count.nullable().default(null),
  tieBreak: z
    .strictObject({ metric: z.enum(['latency', 'cost']), margin: z.number(), delta: z.number() })
    .nullable()
    .default(null),
  curtail: z.boolean().default(false),
});

const budgetSchema: z.ZodType<Budget> = z.strictObject({
  cycles: limit,
  runs: limit,
  tokens: limit,
  usd: limit,
});

const promptSetSchema = z.strictObject({
  system: z.string().exactOptional(),
  tools: z.record(z.string(), z.string()).exactOptional(),
});

export const studySchema: z.ZodType<Study> = z.strictObject({
  study: z.string(),
  seed: z.int(),
  phases: z.array(
    z.strictObject({ name: z.string(), suite: z.string(), baseline: storedSpec.nullable() }),
  ),
  factors: z.strictObject({
    model: z.array(specFields.model).exactOptional(),
    variant: z.array(specFields.variant).exactOptional(),
    timeoutSeconds: z.array(specFields.timeoutSeconds).exactOptional(),
    retries: z.array(specFields.retries).exactOptional(),
    isolation: z.array(specFields.isolation).exactOptional(),
    warmup: z.array(specFields.warmup).exactOptional(),
    temperature: z.array(specFields.temperature).exactOptional(),
    prompt: z.array(specFields.prompt).exactOptional(),
    params: z.array(specFields.params).exactOptional(),
  }),
  generators: z.array(z.string()),
  fallbacks: z.record(z.string(), z.array(z.string())),
  prompts: z.record(z.string(), promptSetSchema),
  params: z.record(z.string(), jsonObject()),
  policy: policySchema,
  budget: budgetSchema,
  watchHours: z.number().nullable(),
  // A default would make another event of the line that was written.
  cooldownHours: z.number().exactOptional(),
  atCeiling: z.enum(['rest', 'finish']),
  plugins: z
    .strictObject({
      generators: z.array(z.string()).exactOptional(),
      gates: z.array(z.string()).exactOptional(),
      diagnosis: z.array(z.string()).exactOptional(),
      variants: z.array(z.string()).exactOptional(),
    })
    .exactOptional(),
});

export const admittedSchema: z.ZodType<Admitted> = z.strictObject({
  store: z.string(),
  suites: z.record(
    z.string(),
    z.strictObject({
      ref: z.strictObject({ source: z.string(), sha256: z.string() }),
      mask: z.string(),
      hasExamples: z.boolean(),
    }),
  ),
  models: z.record(
    z.string(),
    z.strictObject({
      slots: count,
      pool: z.string(),
      canUnload: z.boolean(),
      digest: z.string().nullable(),
      simulated: z.boolean(),
    }),
  ),
  plugins: z
    .array(
      z.strictObject({
        kind: z.enum(STUDY_PLUGIN_KINDS),
        file: z.string(),
        sha256: z.string(),
      }),
    )
    .exactOptional(),
});

export const phaseBaselineSchema: z.ZodType<PhaseBaseline> = z.strictObject({
  phase: z.string(),
  spec: storedSpec,
  fallbacks: z.array(z.string()),
});

export const controlRecordSchema: z.ZodType<ControlRecord> = z.strictObject({
  name: z.string(),
  applied: z.boolean(),
  note: z.string(),
});
