import { DefaultPayloadConverter, type Payload } from '@temporalio/common';
import { undecodable } from '../src/undecodable';

/**
 * As the default one, but for a payload that it cannot decode: that stands as a value which nobody accepts. Thrown, it
 * would fail the workflow's task for ever, and one broken signal would stop a study for good.
 */
class LenientPayloadConverter extends DefaultPayloadConverter {
  override fromPayload<T>(payload: Payload): T;
  override fromPayload(payload: Payload): unknown {
    try {
      return super.fromPayload(payload);
    } catch (error) {
      return undecodable(error instanceof Error ? error.message : String(error));
    }
  }
}

/** The name that a workflow bundle looks for. */
export const payloadConverter = new LenientPayloadConverter();
