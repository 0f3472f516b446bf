import type { Workflow, WorkflowResultType } from '@temporalio/common';
import type { ChildWorkflowHandle } from '@temporalio/workflow';
import type { ChildControl } from '../src/contract';
import { forwardOrders } from './forward-orders';
import type { Session } from './session';

/** Waits for a child, during which it takes part in pause, resume and stop. */
export async function resultOf<T extends Workflow>(
  session: Session,
  handle: ChildWorkflowHandle<T>,
): Promise<WorkflowResultType<T>> {
  session.openChildren.set(handle.workflowId, 'release');
  try {
    return await handle.result();
  } finally {
    session.openChildren.delete(handle.workflowId);
  }
}

/** Passes pause, resume and stop on to the open children, until it is cancelled. */
export function forwardControls(session: Session): Promise<void> {
  return forwardOrders(session.openChildren, (id) => orderOf(session, id));
}

function orderOf({ ending, state, givenUp }: Session, id: string): ChildControl {
  if (ending || givenUp.has(id)) return 'stop';
  return state.paused ? 'hold' : 'release';
}
