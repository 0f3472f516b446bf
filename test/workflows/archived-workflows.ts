import { condition, executeChild, ParentClosePolicy, startChild } from '@temporalio/workflow';

/** Ends at once. */
export async function leaf(): Promise<string> {
  return 'done';
}

/** Has a child of its own. */
export async function branch(id: string): Promise<string> {
  return executeChild(leaf, { workflowId: `${id}/leaf` });
}

/** Never ends by itself. */
export async function forever(): Promise<void> {
  await condition(() => false);
}

/** Ends with one child closed, which had one too, and one still open. */
export async function tree(id: string): Promise<string> {
  await startChild(forever, {
    workflowId: `${id}/c1/forever`,
    parentClosePolicy: ParentClosePolicy.ABANDON,
  });
  return executeChild(branch, { workflowId: `${id}/c1/branch`, args: [`${id}/c1`] });
}
