import type { Workflow, WorkflowResultType } from '@temporalio/common';
import { type ChildWorkflowHandle, condition, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { ChildControl } from '../src/contract';
import { childControl } from './evaluate-spec';
import type { Session } from './session';

/** Waits for a child, during which it takes part in pause, resume and stop. */
export async function resultOf<T extends Workflow>(
  session: Session,
  handle: ChildWorkflowHandle<T>,
): Promise<WorkflowResultType<T>> {
  session.openChildren.add(handle.workflowId);
  const order = orderOf(session);
  if (order !== 'release') await tell(handle.workflowId, order);
  try {
    return await handle.result();
  } finally {
    session.openChildren.delete(handle.workflowId);
  }
}

/** Passes pause, resume and stop on to the open children, for as long as the cycle lasts. */
export async function forwardControls(session: Session): Promise<void> {
  let told: ChildControl = 'release';
  for (;;) {
    const last = told;
    await condition(() => orderOf(session) !== last);
    const order = orderOf(session);
    told = order;
    await Promise.all([...session.openChildren].map((child) => tell(child, order)));
  }
}

function orderOf({ ending, state }: Session): ChildControl {
  if (ending) return 'stop';
  return state.paused ? 'hold' : 'release';
}

/** A child that has closed meanwhile needs no order. */
async function tell(child: string, order: ChildControl): Promise<void> {
  await getExternalWorkflowHandle(child)
    .signal(childControl, order)
    .catch(() => undefined);
}
