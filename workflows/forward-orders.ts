import { condition, getExternalWorkflowHandle } from '@temporalio/workflow';
import type { ChildControl } from '../src/contract';
import { childControl } from './evaluate-spec';

/** Workflow ids of open children, each with the order that it follows; one just started follows `release`. */
export type OpenChildren = Map<string, ChildControl>;

/**
 * Tells open children what to do whenever that changes, until it is cancelled. One order at a time: two signals under
 * way to the same child could overtake each other.
 */
export async function forwardOrders(
  children: OpenChildren,
  present: (child: string) => ChildControl,
): Promise<void> {
  for (;;) {
    await condition(() => behind(children, present).length > 0);
    const orders = behind(children, present);
    for (const [id, order] of orders) children.set(id, order);
    await Promise.all(orders.map(([id, order]) => tell(id, order)));
  }
}

function behind(
  children: OpenChildren,
  present: (child: string) => ChildControl,
): readonly (readonly [string, ChildControl])[] {
  return [...children].flatMap(([id, followed]) => {
    const order = present(id);
    return followed === order ? [] : [[id, order] as const];
  });
}

/** A child that has closed meanwhile needs no order. */
async function tell(child: string, order: ChildControl): Promise<void> {
  await getExternalWorkflowHandle(child)
    .signal(childControl, order)
    .catch(() => undefined);
}
