import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import type { UnderWay } from './under-way';

/** More than fit on a screen are not asked for. */
const MOST = 4;

/**
 * The letters that the open evaluations of a study have so far, from their own histories: the study itself hears of
 * them when an evaluation is whole. Payloads that this process cannot read show no letters.
 */
export async function runsUnderWay(
  client: Client,
  { raw, workflowId }: WorkflowExecutionDescription,
): Promise<readonly UnderWay[]> {
  const ids = (raw.pendingChildren ?? []).flatMap((child) => child.workflowId ?? []);
  const found = await Promise.all(ids.slice(0, MOST).map((id) => lettersOf(client, id)));
  return found.map((letters, place) => {
    const [, phase = '', name = ''] = (ids[place] ?? '').slice(workflowId.length + 1).split('/');
    return { phase, name, letters };
  });
}

/** A child that closes meanwhile has told its parent. */
async function lettersOf(client: Client, id: string): Promise<readonly string[]> {
  const history = await client.workflow
    .getHandle(id)
    .fetchHistory()
    .catch(() => null);
  return (history?.events ?? []).flatMap(({ activityTaskCompletedEventAttributes: completed }) => {
    const [payload] = completed?.result?.payloads ?? [];
    return payload?.data ? lettersIn(Buffer.from(payload.data).toString('utf8')) : [];
  });
}

function lettersIn(text: string): readonly string[] {
  try {
    const { letters }: { readonly letters?: unknown } = Object(JSON.parse(text));
    return typeof letters === 'string' ? [letters] : [];
  } catch {
    return [];
  }
}
