import { z } from 'zod';
import type { Candidate } from '../candidates/candidate';
import { DIAGNOSES, type Diagnosis } from '../diagnosis/diagnosis';
import { RUN_PATTERNS } from '../diagnosis/run-pattern';
import type { Recommendation } from '../enforcement/recommendation';
import { type Decision, GATES } from '../gates/gate';
import type { HeldOutClaim } from '../held-out/held-out-claim';
import { OUTCOMES } from '../outcomes/outcome';
import type { EvaluationSummary } from '../runs/evaluation';
import type { GateEvidence } from '../runs/gate-evidence';
import { FACTORS, type SpecPatch } from '../spec/spec';
import type { HiddenGain } from '../study/gated-state';
import { specFields as fieldsOfSpec, specSchema } from '../study/parse-spec';
import { objectionSchema, verdictSchema } from './parse-verdict';

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
    look: z.int().min(1).max(3).exactOptional(),
    test: z
      .strictObject({
        statistic: z.number(),
        expected: z.number(),
        variance: z.number().min(0),
        phi: z.number().min(1),
        p: z.number().min(0).max(1),
        level: z.number().min(0).max(1),
        ticket: count.nullable(),
        standardError: z.number().min(0),
      })
      .exactOptional(),
    tieBreak: z.enum(['latency', 'cost']).exactOptional(),
    objection: objectionSchema.exactOptional(),
  })
  .meta({ id: 'Decision' });

const rowPattern = z.strictObject({
  item: count,
  marks: z.string(),
  pattern: z.enum(RUN_PATTERNS),
});
export const diagnosisSchema: z.ZodType<Diagnosis> = z
  .strictObject({
    class: z.enum(DIAGNOSES),
    sentence: z.string(),
    evidence: z.strictObject({
      items: z.array(count),
      runs: z.array(count),
      numbers: z.record(z.string(), z.number()),
      pattern: z.enum(RUN_PATTERNS).exactOptional(),
      rows: z.array(rowPattern).exactOptional(),
    }),
    confidence: z.number().min(0).max(1).exactOptional(),
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
    rules: z.union([z.literal(1), z.literal(2)]).exactOptional(),
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

const chance = z.number().min(0).max(1);
const blocksSchema = z.strictObject({ early: chance.nullable(), late: chance.nullable() });
const restraintSchema = z.strictObject({ answered: count, overCalled: count });
const marksSchema = z.string().regex(/^[FP]*$/);

export const gateEvidenceSchema: z.ZodType<GateEvidence> = z
  .strictObject({
    specId: z.string(),
    kinds: z.string().regex(/^[ar]*$/),
    batches: z.array(
      z.strictObject({
        evaluation: z.string(),
        runs: count,
        passesByItem: z.string().regex(/^[0-9a-zA-Z+/]*$/),
        passesByRun: z.array(count),
        marks: marksSchema,
        restraint: restraintSchema,
        blocks: blocksSchema,
        identicalAnswers: z.boolean(),
        measured: z.strictObject({
          latencyMs: z.array(milliseconds),
          costUsd: z.array(z.number().min(0)).nullable(),
          digests: z.array(z.string()),
        }),
      }),
    ),
  })
  .meta({ id: 'GateEvidence' });

export const summarySchema: z.ZodType<EvaluationSummary> = z
  .strictObject({
    evaluation: z.string(),
    specId: z.string(),
    spec: storedSpec,
    runs: count,
    items: count,
    passesByItem: z.array(count),
    passesByRun: z.array(count),
    marks: marksSchema,
    action: z.strictObject({ due: count, right: count }),
    restraint: restraintSchema,
    letters: z.record(z.enum(OUTCOMES), count),
    lettersByItem: z.partialRecord(z.enum(OUTCOMES), z.string()).exactOptional(),
    blocks: blocksSchema.exactOptional(),
    identicalAnswers: z.boolean(),
    curtailed: z.string().exactOptional(),
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
      latencyByRun: z.array(milliseconds).exactOptional(),
      costByRun: z.array(z.number().min(0)).nullable().exactOptional(),
    }),
  })
  .meta({ id: 'EvaluationSummary' });

const interval = z.strictObject({ low: z.number(), high: z.number() });

export const heldOutClaimSchema: z.ZodType<HeldOutClaim> = z.strictObject({
  claim: z.enum(['generalises', 'certified-loss', 'not-shown']),
  items: count,
  difference: share,
  interval: interval.nullable(),
  pGain: chance,
  pLoss: chance,
  itemsNeeded: count.nullable(),
  sentence: z.string(),
});

export const hiddenGainSchema: z.ZodType<HiddenGain> = z.strictObject({
  specId: z.string(),
  gain: share,
  standardError: z.number().min(0),
  runs: count,
});
