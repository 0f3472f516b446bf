import { CancellationScope, ChildWorkflowFailure } from '@temporalio/workflow';
import type { EvaluationResult } from '../src/runs/evaluation';

/** Somebody terminated or cancelled the child alone: its runs are void, which is no reason to give the study up. */
export function voidWhenClosed(evaluation: string, error: unknown): EvaluationResult {
  const { consideredCancelled } = CancellationScope.current();
  if (consideredCancelled || !(error instanceof ChildWorkflowFailure)) throw error;
  const why = error.cause?.message ?? error.message;
  return {
    kind: 'void',
    code: 'MODEL_FAILED',
    reason: `The evaluation ${evaluation} was closed before its end (${why}); it is repeated`,
  };
}
