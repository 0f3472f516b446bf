import { z } from 'zod';
import type { Candidate } from '../candidates/candidate';
import { DIAGNOSES, type Diagnosis } from '../diagnosis/diagnosis';
import type { Recommendation } from '../enforcement/recommendation';
import { type Decision, GATES } from '../gates/gate';
import { OUTCOMES } from '../outcomes/outcome';
import type { EvaluationSummary } from '../runs/evaluation';
import { FACTORS, type SpecPatch } from '../spec/spec';
import { specFields as fieldsOfSpec, specSchema } from '../study/parse-spec';

/** The evidence that events carry, as it is read back from files. Ids are the names in the published schemas. */

/** A whole spec. */
const specFields = fieldsOfSpec();

export const storedSpec = specSchema().meta({ id: 'Spec' });

const count = z.int().min(0);
const share = z.number().min(-1).max(1);
const milliseconds = z.number().min(0);
const factorValue = z.union([z.string(), z.number()]);

const changeSchema = z.strictObject({
  factor: z.enum(FACTORS),
  from: factorValue,
  to: factorValue,
});

export const candidateSchema: z.ZodType<Candidate> = z
  .strictObject({
    spec: storedSpec,
    generator: z.string(),
    change: changeSchema,
    changes: z.array(changeSchema).exactOptional(),
    hypothesis: z.string(),
  })
  .meta({ id: 'Candidate' });

export const verdictSchema = z.enum(['PROMOTE', 'HOLD', 'REJECT']);

export const decisionSchema: z.ZodType<Decision> = z
  .strictObject({
    verdict: verdictSchema,
    reason: z.string(),
    gates: z.array(
      z.strictObject({
        gate: z.enum(GATES),
        outcome: z.enum(['pass', 'fail', 'undecided']),
        reason: z.string(),
        evidence: z.record(z.string(), z.number().nullable()),
      }),
    ),
    gain: share,
    evidence: z.tuple([z.string(), z.string()]),
    policyVersion: z.string(),
  })
  .meta({ id: 'Decision' });

export const diagnosisSchema: z.ZodType<Diagnosis> = z
  .strictObject({
    class: z.enum(DIAGNOSES),
    sentence: z.string(),
    evidence: z.strictObject({
      items: z.array(count),
      runs: z.array(count),
      numbers: z.record(z.string(), z.number()),
    }),
  })
  .meta({ id: 'Diagnosis' });

const patchSchema: z.ZodType<SpecPatch> = z.strictObject({
  model: specFields.model.exactOptional(),
  variant: specFields.variant.exactOptional(),
  timeoutSeconds: specFields.timeoutSeconds.exactOptional(),
  retries: specFields.retries.exactOptional(),
  isolation: specFields.isolation.exactOptional(),
  warmup: specFields.warmup.exactOptional(),
  temperature: specFields.temperature.exactOptional(),
  prompt: specFields.prompt.exactOptional(),
  params: specFields.params.exactOptional(),
});

export const recommendationSchema: z.ZodType<Recommendation> = z
  .strictObject({
    id: z.string(),
    phase: z.string(),
    diagnosis: z.enum(DIAGNOSES),
    patch: patchSchema,
    metric: z.enum([
      'accuracy',
      'actionAccuracy',
      'restraint',
      'variance',
      'timeouts',
      'malformed',
    ]),
    direction: z.enum(['up', 'down']),
    predicted: z.number().min(0),
    evidence: z.string(),
    verifyFrom: z.enum(['cold', 'fresh']),
    state: z.enum(['proposed', 'trial', 'kept', 'undone', 'superseded']),
    measured: z.number().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'Recommendation' });

export const summarySchema: z.ZodType<EvaluationSummary> = z
  .strictObject({
    evaluation: z.string(),
    specId: z.string(),
    spec: storedSpec,
    runs: count,
    items: count,
    passesByItem: z.array(count),
    passesByRun: z.array(count),
    marks: z.string().regex(/^[FP]*$/),
    action: z.strictObject({ due: count, right: count }),
    restraint: z.strictObject({ answered: count, overCalled: count }),
    letters: z.record(z.enum(OUTCOMES), count),
    identicalAnswers: z.boolean(),
    startStates: z.array(z.enum(['cold', 'warm', 'as-is'])),
    diagnosis: diagnosisSchema,
    measured: z.strictObject({
      latency: z.strictObject({
        medianMs: milliseconds,
        p95Ms: milliseconds,
        firstMs: milliseconds,
      }),
      queueMs: milliseconds,
      inputTokens: count,
      outputTokens: count,
      costUsd: z.number().min(0).nullable(),
      retriedRuns: count,
      digests: z.array(z.string()),
    }),
  })
  .meta({ id: 'EvaluationSummary' });
