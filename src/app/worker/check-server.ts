import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../contract';
import { RatchetError } from '../../errors';
import { knownAttributes, waysToMake } from '../client/search-attributes';

/** Are the search attributes there that a study sets? Without them its first task would fail again and again. */
export async function checkServer(client: Client, namespace: string): Promise<void> {
  const known = await knownAttributes(client, namespace);
  const missing = Object.entries(SEARCH_ATTRIBUTES).filter(([name]) => !known.has(name));
  if (missing.length === 0) return;
  const ways = missing.map((each) => waysToMake(each, namespace));
  const cloud = ways.map((way) => `  ${way.cloud}`);
  throw new RatchetError(
    'STORE_CONFLICT',
    `Cannot start the worker: the Temporal server lacks search attributes; make them once:\n${ways
      .map(({ server }) => `  ${server}`)
      .join('\n')}\nOn Temporal Cloud, in its web pages or with:\n${cloud.join('\n')}`,
  );
}
