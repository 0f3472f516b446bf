import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { CancellationScope, ChildWorkflowFailure } from '@temporalio/workflow';
import type { EvaluationResult } from '../src/runs/evaluation-plan';

/**
 * Somebody terminated or cancelled the child alone, or one of its name is still open from an earlier life of the study:
 * its runs are void, which is no reason to give the study up.
 */
export function voidWhenClosed(evaluation: string, error: unknown): EvaluationResult {
  const { consideredCancelled } = CancellationScope.current();
  if (consideredCancelled) throw error;
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    const reason = `The evaluation ${evaluation} of an earlier start of this study is still open; wait for its end, or terminate it`;
    return { kind: 'void', code: 'STORE_CONFLICT', reason };
  }
  if (!(error instanceof ChildWorkflowFailure)) throw error;
  const why = error.cause?.message ?? error.message;
  return {
    kind: 'void',
    code: 'MODEL_FAILED',
    reason: `The evaluation ${evaluation} was closed before its end (${why}); it is repeated`,
  };
}
