import { atomicStep } from './atomic-step';
import type { Variant } from './variant';

/** `atomic` with the suite's worked examples before each small question. */
export const atomicFewShot: Variant = {
  name: 'atomic_few_shot',
  summary: "atomic with the suite's worked examples before each question",
  needsExamples: true,
  next: (task, answers) => atomicStep(task, answers, task.examples),
};
