import type { Example } from '../suites/suite';
import { argumentQuestion } from './argument-question';
import { atomicProgress } from './atomic-progress';
import { firstToolQuestion, furtherToolQuestion } from './tool-questions';
import type { RawAnswer, VariantStep, VariantTask } from './variant';

/** The next small question about an item, or its decision once all are answered. */
export function atomicStep(
  task: VariantTask,
  answers: readonly RawAnswer[],
  examples: readonly Example[],
): VariantStep {
  const progress = atomicProgress(task.tools, answers);
  switch (progress.kind) {
    case 'decided':
      return { kind: 'decide', decision: progress.decision };
    case 'argument':
      return { kind: 'ask', question: argumentQuestion(task, progress, examples) };
    case 'tool':
      return {
        kind: 'ask',
        question:
          progress.made.length === 0
            ? firstToolQuestion(task, examples)
            : furtherToolQuestion(task, progress.made, examples),
      };
  }
}
