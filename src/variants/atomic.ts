import { atomicStep } from './atomic-step';
import type { Variant } from './variant';

/** The decision split into small constrained questions: which tool or none, each of its arguments, and whether another is due. */
export const atomic: Variant = {
  name: 'atomic',
  summary:
    'asks small constrained questions: which tool or none, then each argument, then whether another is due',
  needsExamples: false,
  next: (task, answers) => atomicStep(task, answers, []),
};
