import {
  DefaultPayloadConverter,
  type Payload,
  type SerializationContext,
} from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';
import { undecodable } from '../src/undecodable';

type Hint = Parameters<DefaultPayloadConverter['fromPayload']>[2];

/**
 * As the default one, but for a payload sent to the workflow that it cannot decode: that stands as a value which nobody
 * accepts. Thrown, it would fail the workflow's task for ever, and one broken signal would stop a study for good.
 * Results of activities and children are our own workers' words: broken ones are an error that must be seen.
 */
class LenientPayloadConverter extends DefaultPayloadConverter {
  override fromPayload<T>(payload: Payload, context?: SerializationContext, hint?: Hint): T;
  override fromPayload(payload: Payload, context?: SerializationContext, hint?: Hint): unknown {
    try {
      return super.fromPayload(payload, context, hint);
    } catch (error) {
      if (!isSentToWorkflow(context)) throw error;
      return undecodable(error instanceof Error ? error.message : String(error));
    }
  }
}

/** What this very workflow owns: its arguments and messages, not what a child or an activity answers. */
function isSentToWorkflow(context: SerializationContext | undefined): boolean {
  return context?.type === 'workflow' && context.workflowId === workflowInfo().workflowId;
}

/** The name that a workflow bundle looks for. */
export const payloadConverter = new LenientPayloadConverter();
