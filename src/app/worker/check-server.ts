import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../contract';
import { RatchetError } from '../../errors';

/** Are the search attributes there that a study sets? Without them its first task would fail again and again. */
export async function checkServer(client: Client, namespace: string): Promise<void> {
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
    namespace,
  });
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !customAttributes?.[name]);
  if (missing.length === 0) return;
  const commands = missing.map(
    ([name, type]) =>
      `  temporal operator search-attribute create --namespace ${namespace} --name ${name} --type ${type}`,
  );
  throw new RatchetError(
    'STORE_CONFLICT',
    `Cannot start the worker: the Temporal server lacks search attributes; make them once:\n${commands.join('\n')}`,
  );
}
