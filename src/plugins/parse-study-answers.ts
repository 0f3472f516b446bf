import { z } from 'zod';
import { patchFields } from '../study/parse-spec';
import { textUpTo } from '../study/parse-values';

const MOST_PROPOSED = 64;
const sentence = textUpTo(500);
const patch = z.strictObject(patchFields());

/** What a generator's `propose` may answer. */
export const generatorAnswer = z
  .array(z.strictObject({ patch, why: sentence }))
  .max(MOST_PROPOSED, `expected at most ${MOST_PROPOSED} proposals`);
export const GENERATOR_ANSWERS = 'a list of {patch, why}';

/** What a gate's `judge` may answer. */
export const gateAnswer = z.strictObject({ reason: sentence }).nullable();
export const GATE_ANSWERS = 'null or {reason}';

/** What the `diagnose` of a rule may answer. */
export const diagnosisAnswer = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected 1 to 40 of a-z, 0-9 and -'),
    evidence: sentence,
    patch,
  })
  .nullable();
export const DIAGNOSIS_ANSWERS = 'null or {name, evidence, patch}';
