import { z } from 'zod';
import { ALL_GENERATOR_NAMES } from '../candidates/search-generators';
import { fields } from '../parse-issues';
import { jsonObject } from '../parse-json';
import { specFields as fieldsOfSpec, labelSchema, patchFields } from './parse-spec';
import {
  nameLike,
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
const name = nameLike(/^[a-z0-9-]{1,63}$/, 'a name of 1 to 63 of a-z, 0-9 and -');
const count = wholeNumber(1, 1_000_000);

const promptSet = fields({
  system: textUpTo(20_000)
    .optional()
    .describe('What stands before the prompt, in place of the variant’s own words'),
  tools: z
    .record(z.string(), textUpTo(4_000))
    .optional()
    .describe('Other descriptions of tools, by name'),
});

const policy = fields({
  minSamples: wholeNumber(1, MOST_RUNS)
    .optional()
    .describe('G1: fewest valid runs of candidate and baseline (default: 3)'),
  runs: wholeNumber(1, MOST_RUNS)
    .optional()
    .describe('Runs of the whole suite with each spec, before a second look (default: 7)'),
  maxVariance: numberBetween(0, 0.25)
    .optional()
    .describe('G2: largest variance of a run’s accuracy that counts as stable (default: 0.0025)'),
  minRestraint: numberBetween(0, 1)
    .optional()
    .describe('G4: smallest share of answers without a call where none is due (default: 0.8)'),
  candidatesPerCycle: wholeNumber(1, 500)
    .optional()
    .describe('Candidates measured per phase and cycle (default: 4)'),
  determinism: z
    .enum(['off', 'auto'])
    .optional()
    .describe(
      'auto: identical answers in minSamples runs of both specs decide at once, as more runs would be copies (default: off)',
    ),
  verifyRuns: wholeNumber(1, MOST_RUNS)
    .optional()
    .describe('Fresh runs of each of two specs that verify a promotion or a repair (default: 3)'),
  strategy: z
    .enum(['gate-all', 'screen'])
    .optional()
    .describe(
      'screen: few runs of many specs tell which are worth gating; gate-all gates every candidate and is the default',
    ),
  alpha: numberBetween(0.000001, 0.5)
    .optional()
    .describe('The chance that any promotion of the study is false (default: 0.05)'),
  tickets: wholeNumber(1, 10_000)
    .optional()
    .describe('Equal shares of the error budget (default: as many as suit the strategy)'),
  tieBreak: fields({
    metric: z.enum(['latency', 'cost']).describe('What an equal candidate may be promoted for'),
    margin: numberBetween(0.001, 0.999)
      .optional()
      .describe('The least that must be saved, as a share of the baseline’s (default: 0.05)'),
    delta: numberBetween(0, 1)
      .optional()
      .describe('The most accuracy that may be lost at worst (default: 0.05)'),
  })
    .optional()
    .describe('When an equal candidate is promoted all the same (default: never)'),
  curtail: z
    .boolean()
    .optional()
    .describe('Skips runs of a candidate that could not change its verdict (default: false)'),
});

const budget = fields({
  cycles: count.optional().describe('Cycles (default: no limit)'),
  runs: count
    .optional()
    .describe('Runs of a suite, all specs and repeated looks together (default: no limit)'),
  tokens: wholeNumber(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Tokens, in and out (default: no limit)'),
  usd: positiveNumber()
    .optional()
    .describe('US dollars, by the prices of the models file (default: no limit)'),
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

const pluginFiles = z
  .array(textLike(/\.[cm]?[jt]s$/, 'the path of a TypeScript or JavaScript file'))
  .max(8)
  .optional();

const plugins = fields({
  generators: pluginFiles.describe('Propose candidates'),
  gates: pluginFiles.describe('Asked before a promotion; can only object'),
  diagnosis: pluginFiles.describe('See a trouble in the baseline and recommend a change'),
  variants: pluginFiles.describe(
    'Ask for the call and read it; the factor variant names them as their files are called, without the ending',
  ),
});

const studyFile = fields({
  $schema: z.string().optional().describe('Where editors find this schema'),
  study: name.describe('The study’s name, and its workflow’s id'),
  seed: wholeNumber(0, 2_147_483_647)
    .optional()
    .describe('Shuffles what is tried first, and is the source of every run’s seed (default: 1)'),
  phases: phases.describe('Kinds of work, each with its suite and its own route'),
  baseline: fields(patchFields())
    .optional()
    .describe('How the model is called today: where the search begins'),
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
  })
    .optional()
    .describe('Values to try, by factor; the baseline’s own value always belongs to them'),
  generators: z
    .union(
      [z.literal('all'), z.array(z.enum(ALL_GENERATOR_NAMES))],
      'expected "all" or a list of generators',
    )
    .optional()
    .describe('Which generators propose candidates (default: those that the strategy needs)'),
  fallbacks: fallbacks
    .optional()
    .describe(
      'By model, the models that a phase may be routed to when this one cannot do it, best first',
    ),
  prompts: named(label, promptSet)
    .optional()
    .describe('Prompt sets that the factor prompt may choose, by name'),
  params: named(label, jsonObject())
    .optional()
    .describe('Provider parameters that the factor params may choose, by name'),
  policy: policy.optional().describe('What decides, and on how much evidence'),
  budget: budget.optional().describe('The study ends when one of these is used up'),
  watch: textLike(/^(off|[1-9]\d{0,3}h)$/, 'hours such as 24h, or off')
    .optional()
    .describe('How often a resting study looks at its routes again (default: 24h)'),
  cooldown: textLike(/^\d{1,4}h$/, 'hours such as 72h')
    .optional()
    .describe('How long nothing more is done about a route that was just changed (default: 72h)'),
  atCeiling: z
    .enum(['rest', 'finish'])
    .optional()
    .describe('Where nothing is left to try (default: rest)'),
  plugins: plugins
    .optional()
    .describe('Files of yours that take part, by their paths from this file'),
});
/** A study file as people write it: short forms allowed, defaults left out. */
export type StudyFile = z.infer<typeof studyFile>;

/** The schema of a study file. A function, for the reason that `parse-spec.ts` gives. */
export const studyFileSchema = (): typeof studyFile => studyFile;
