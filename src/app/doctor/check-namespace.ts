import type { Client } from '@temporalio/client';
import { type Found, fault, ok, warning } from './finding';
import { serverCheck } from './server-check';

const DAY_SECONDS = 86_400;
/** A cycle may take days, and its history is fetched after it has closed. */
const LEAST_DAYS = 30;
const WANTED_HOURS = 8_760;
/** Status codes of gRPC. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;

/** Is the namespace there, and does it keep closed histories for long enough? */
export const checkNamespace = serverCheck('namespace', async (client, { namespace }) => {
  const days = await retentionDays(client, namespace);
  if (typeof days !== 'number') return [days];
  const kept = `closed histories are kept for ${round(days)} days`;
  return [
    ok(`namespace ${namespace} exists`),
    days >= LEAST_DAYS
      ? ok(kept)
      : warning(
          `${kept}; below ${LEAST_DAYS} one that was not archived in time is lost to an audit`,
          `temporal operator namespace update --namespace ${namespace} --retention ${WANTED_HOURS}h`,
        ),
  ];
});

async function retentionDays(client: Client, namespace: string): Promise<number | Found> {
  try {
    const { config } = await client.workflowService.describeNamespace({ namespace });
    return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_SECONDS;
  } catch (error) {
    const code: unknown = Object(error).code;
    if (code === PERMISSION_DENIED) {
      return fault(
        `no permission to use the namespace ${namespace}`,
        'correct TEMPORAL_API_KEY or the certificate, or ask who runs the server',
      );
    }
    if (code !== NOT_FOUND) throw error;
    return fault(
      `the server has no namespace ${namespace}`,
      `temporal operator namespace create --namespace ${namespace} --retention ${WANTED_HOURS}h`,
    );
  }
}

function round(days: number): number {
  return Math.round(days * 10) / 10;
}
