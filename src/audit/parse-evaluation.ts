import { z } from 'zod';
import { storedSpec, summarySchema } from '../history/parse-evidence';
import type { EvaluationSummary } from '../runs/evaluation';
import type { EvaluationPlan } from '../runs/evaluation-plan';
import type { RunResult } from '../runs/run';

const group = z.record(z.string(), z.unknown());

const plan = z.looseObject({
  study: z.string(),
  cycle: z.int(),
  phase: z.string(),
  name: z.string(),
  suite: z.looseObject({ source: z.string(), sha256: z.string() }),
  mask: z.string().regex(/^[arAR]*$/),
  items: z.enum(['steering', 'held-out']),
  steps: z.array(z.looseObject({ spec: storedSpec, prepare: z.string() })),
  prompts: group,
  params: group,
  enoughWhenIdentical: z.number().nullable(),
  curtail: z.looseObject({ baseline: group, before: z.array(group), policy: group }).optional(),
});

const number = z.number();

const runResult = z.looseObject({
  letters: z.string().regex(/^[PWANOMT]*$/),
  answersSha256: z.string(),
  startState: z.enum(['cold', 'warm', 'as-is']),
  transcript: z.looseObject({ sha256: z.string(), file: z.string() }),
  measured: z.looseObject({
    attempt: number,
    digest: z.string().nullable(),
    latency: z.looseObject({ medianMs: number, p95Ms: number, firstMs: number }),
    queueMs: number,
    inputTokens: number,
    outputTokens: number,
    costUsd: number.nullable(),
  }),
});

/** Is it what an evaluation can be made by? */
export function isPlan(value: unknown): value is EvaluationPlan {
  return plan.safeParse(value).success;
}

/** Is it what a run gives back? */
export function isRunResult(value: unknown): value is RunResult {
  return runResult.safeParse(value).success;
}

/** Is it a summary, of this version or an earlier one? */
export function isSummary(value: unknown): value is EvaluationSummary {
  return summarySchema.safeParse(value).success;
}
