import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { generateEvaluations } from './generator/generate';
import type { LabelledEvaluation } from './labelled-evaluation';

const RECORDINGS = resolve(__dirname, 'corpus/embedded.jsonl');
const LEFT_OUT = resolve(__dirname, 'corpus/left-out.jsonl');
/** The generator's seed and size: what the figures in docs/diagnosis.md are of. */
const SEED = 'corpus';
const PER_CAUSE = 40;

/** Evaluations with a known cause, of this repository alone. */
export function ownCorpus(): readonly LabelledEvaluation[] {
  return [...recordings(), ...generateEvaluations(SEED, PER_CAUSE)];
}

/** What was recorded from the embedded models. */
export function recordings(): readonly LabelledEvaluation[] {
  return readLines(RECORDINGS);
}

/** Scenes in which the cause did not bite: no part of the corpus. */
export function leftOut(): readonly LabelledEvaluation[] {
  return readLines(LEFT_OUT);
}

function readLines(file: string): readonly LabelledEvaluation[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(join(file), 'utf8').trim().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
