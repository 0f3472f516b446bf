import { z } from 'zod';
import { WATCH_VERDICTS } from '../study/watched';
import {
  admittedSchema,
  controlRecordSchema,
  phaseBaselineSchema,
  studySchema,
} from './parse-admission';
import {
  candidateSchema,
  decisionSchema,
  diagnosisSchema,
  gateEvidenceSchema,
  heldOutClaimSchema,
  hiddenGainSchema,
  recommendationSchema,
  storedSpec,
  summarySchema,
} from './parse-evidence';
import { verdictSchema } from './parse-verdict';

/** What an event of each type says, its head, type and phase apart. */
export const eventBodies = {
  'study-admitted': {
    definition: studySchema,
    admitted: admittedSchema,
    baselines: z.array(phaseBaselineSchema),
  },
  'baseline-measured': { summary: summarySchema, drift: z.string().exactOptional() },
  'candidate-decided': {
    candidate: candidateSchema,
    summary: summarySchema,
    decision: decisionSchema,
    compared: z
      .strictObject({ candidate: gateEvidenceSchema, baseline: gateEvidenceSchema })
      .exactOptional(),
  },
  'candidate-screened': { candidate: candidateSchema, summary: summarySchema },
  'promotion-verified': {
    from: storedSpec,
    to: storedSpec,
    keep: z.boolean(),
    reason: z.string(),
    summaries: z.array(summarySchema),
  },
  'held-out-measured': {
    first: storedSpec,
    last: storedSpec,
    claim: heldOutClaimSchema,
    summaries: z.array(summarySchema),
  },
  'ceiling-reached': { sentence: z.string(), hidden: hiddenGainSchema.nullable() },
  'candidate-inapplicable': { candidate: candidateSchema, reason: z.string() },
  diagnosed: {
    specId: z.string(),
    evaluation: z.string(),
    diagnosis: diagnosisSchema,
    recommendation: recommendationSchema.nullable(),
  },
  'baseline-promoted': {
    from: storedSpec,
    to: storedSpec,
    improvement: z.number(),
    decision: z.string(),
    reason: z.string(),
    superseded: z.array(z.string()).exactOptional(),
    contributions: z.array(z.string()).exactOptional(),
  },
  'trial-opened': { recommendation: recommendationSchema, trial: storedSpec },
  'trial-kept': {
    recommendation: recommendationSchema,
    from: storedSpec,
    to: storedSpec,
    summaries: z.array(summarySchema),
  },
  'trial-undone': {
    recommendation: recommendationSchema,
    trial: storedSpec,
    summaries: z.array(summarySchema),
  },
  'recommendation-settled': { recommendation: recommendationSchema },
  'route-watched': {
    verdict: z.enum(WATCH_VERDICTS),
    from: storedSpec,
    to: storedSpec,
    reason: z.string(),
    summaries: z.array(summarySchema),
  },
  'phase-closed': {
    baselineWas: storedSpec,
    winner: storedSpec,
    improvement: z.number(),
    verdicts: z.record(z.string(), z.union([verdictSchema, z.literal('INAPPLICABLE')])),
  },
  'hand-edit': { from: storedSpec, to: storedSpec },
  control: { control: controlRecordSchema },
  'study-ended': {
    state: z.enum(['finished', 'stopped', 'budget-spent', 'failed']),
    reason: z.string(),
  },
};

/** What every event has that files keep: its id and its time. */
export const entryHead = {
  id: z.string(),
  measured: z.strictObject({ at: z.string() }),
};
