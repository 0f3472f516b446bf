import { type Client, isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../contract';

/** gRPC: what was asked cannot be (3), is not allowed (7), is not there (12). */
const INVALID_ARGUMENT = 3;
const REFUSED: readonly number[] = [7, 12];

/** A search attribute of Ratchet that the server has; its type as the server's interface numbers it, null: not told. */
export type KnownAttributes = ReadonlyMap<string, number | null>;

/**
 * Which of Ratchet's search attributes does the namespace have?
 *
 * The operator service tells them with their types. Temporal Cloud has no such service for a namespace's keys: there a
 * count by each attribute tells whether it is known.
 */
export async function knownAttributes(client: Client, namespace: string): Promise<KnownAttributes> {
  try {
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
      namespace,
    });
    return new Map(Object.entries(customAttributes ?? {}));
  } catch (error) {
    if (!isGrpcServiceError(error) || !REFUSED.includes(error.code)) throw error;
    return askedOneByOne(client, namespace);
  }
}

async function askedOneByOne(client: Client, namespace: string): Promise<KnownAttributes> {
  const count = (name: string) =>
    client.connection.workflowService.countWorkflowExecutions({
      namespace,
      query: `${name} IS NOT NULL`,
    });
  // A server that refuses the question about its own attribute says nothing of ours.
  await count('WorkflowId');
  const asked = Object.keys(SEARCH_ATTRIBUTES).map(async (name) => {
    const known = await count(name).then(() => true, unlessUnknown(name));
    return known ? [[name, null] as const] : [];
  });
  return new Map((await Promise.all(asked)).flat());
}

/** `invalid query: invalid search attribute: RatchetCycle`; what else the server refuses is another matter. */
function unlessUnknown(name: string): (error: unknown) => false {
  return (error) => {
    const isUnknown =
      isGrpcServiceError(error) && error.code === INVALID_ARGUMENT && error.details.includes(name);
    if (isUnknown) return false;
    throw error;
  };
}

/** How a missing one is made: by Temporal's own command line, and for Temporal Cloud. */
export function waysToMake(
  [name, type]: readonly [string, string],
  namespace: string,
): { readonly server: string; readonly cloud: string } {
  return {
    server: `temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type}`,
    cloud: `tcld namespace search-attributes add --namespace ${namespace} --search-attribute "${name}=${type}"`,
  };
}
