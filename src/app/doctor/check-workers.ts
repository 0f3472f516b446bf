import type { Client } from '@temporalio/client';
import { readStoreRecord } from '../../../activities/store/store-file';
import { modelQueue, storeQueue, WORKFLOW_QUEUE } from '../../contract';
import { listenersOf } from '../client/listeners';
import { invocation } from '../invocation';
import { withStore } from '../store/open-store';
import type { Visit } from './check';
import { type Found, fault, ok, skipped } from './finding';
import { serverCheck } from './server-check';

/** Does a worker listen to each queue of this installation? */
export const checkWorkers = serverCheck('workers', async (client, visit) => {
  const { queuePrefix, modelsFile } = visit.configuration;
  return [
    await listening(client, {
      queue: `${queuePrefix}${WORKFLOW_QUEUE}`,
      kind: 'workflow',
      whom: 'a worker that runs studies',
      mend: invocation('worker'),
    }),
    await storeFinding(client, visit),
    ...(visit.models.value === null
      ? [skipped(`which models need a worker: ${visit.models.why}`)]
      : await Promise.all(
          Object.keys(visit.models.value).map((model) =>
            listening(client, {
              queue: modelQueue(queuePrefix, model),
              kind: 'activity',
              whom: `a worker that serves ${model}`,
              mend: invocation(`worker --models ${modelsFile} --only ${model}`),
            }),
          ),
        )),
  ];
});

interface Wanted {
  readonly queue: string;
  readonly kind: 'workflow' | 'activity';
  readonly whom: string;
  readonly mend: string;
}

async function listening(client: Client, { queue, kind, whom, mend }: Wanted): Promise<Found> {
  const listeners = await listenersOf(client, queue, kind);
  if (listeners.length === 0)
    return fault(`waiting for ${whom}; 0 listen to the queue ${queue}`, mend);
  const names = listeners.map(({ identity }) => identity).join(', ');
  return ok(`${listeners.length} on the queue ${queue}: ${names}`);
}

/** Read, never made: looking at an installation changes nothing. */
async function storeFinding(client: Client, { configuration }: Visit): Promise<Found> {
  const { dataDir, queuePrefix } = configuration;
  const record = await withStore(configuration, readStoreRecord);
  if (record === undefined)
    return skipped(`the data folder ${dataDir} has no store yet; its first worker makes it`);
  return listening(client, {
    queue: storeQueue(queuePrefix, record.id),
    kind: 'activity',
    whom: `a worker that writes the files of ${dataDir}`,
    mend: `RATCHET_DATA=${dataDir} ${invocation('worker')}`,
  });
}
