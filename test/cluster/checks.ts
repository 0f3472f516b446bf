import { isDeepStrictEqual } from 'node:util';
import { POOL_QUERY } from '../../src/pool/pool-messages';
import type { EndedStudy } from '../durability/ended-study';
import { command } from './command';
import { cleanEnv, RATCHET_ROOT, ratchetCommand, type Settings } from './ratchet-process';
import type { StudyEnd } from './run-study';
import type { TemporalCluster } from './temporal-cluster';

/** One thing that has to be so, and what was found where it is not. */
export interface Check {
  readonly name: string;
  readonly found: string | null;
}

export interface Ended {
  readonly report: StudyEnd;
  readonly files: EndedStudy;
}

/** The study of the cluster beside the undisturbed one. */
export function compareStudies(undisturbed: Ended, disturbed: Ended): readonly Check[] {
  const firstOther = undisturbed.files.events.findIndex(
    (event, at) => !isDeepStrictEqual(event, disturbed.files.events[at]),
  );
  return [
    same('the same winners', undisturbed.report.phases, disturbed.report.phases),
    same('every run counted once', undisturbed.report.spent.runs, disturbed.report.spent.runs),
    same('the log is whole: each event once, each on the line before', [], disturbed.files.links),
    same(
      'the same events',
      undisturbed.files.events.at(firstOther),
      disturbed.files.events.at(firstOther),
    ),
    same('as many events', undisturbed.files.events.length, disturbed.files.events.length),
    ...Object.entries(undisturbed.files.files).map(([name, file]) =>
      same(`the same ${name}`, file, disturbed.files.files[name]),
    ),
  ];
}

function same(name: string, expected: unknown, found: unknown): Check {
  return isDeepStrictEqual(expected, found)
    ? { name, found: null }
    : { name, found: `expected ${JSON.stringify(expected)}\n found ${JSON.stringify(found)}` };
}

/** What the cluster itself says: nothing reports a problem, nothing is left open. */
export async function askCluster({ cli }: TemporalCluster): Promise<readonly Check[]> {
  const none = async (name: string, query: string): Promise<Check> => {
    const listed = JSON.parse(
      (await cli('workflow', 'list', '--query', query, '-o', 'json')) || '[]',
    );
    return { name, found: listed.length === 0 ? null : JSON.stringify(listed) };
  };
  return [
    await none('no workflow reports a problem', 'TemporalReportedProblems IS NOT NULL'),
    await none(
      'no workflow is left open, but for those of pools, which rest ten minutes before they end',
      "ExecutionStatus = 'Running' AND WorkflowType != 'modelPool'",
    ),
    await noSlotIsHeld(cli),
    await none('no workflow failed', "ExecutionStatus = 'Failed'"),
  ];
}

async function noSlotIsHeld(cli: TemporalCluster['cli']): Promise<Check> {
  const query = "ExecutionStatus = 'Running' AND WorkflowType = 'modelPool'";
  const pools = JSON.parse((await cli('workflow', 'list', '--query', query, '-o', 'json')) || '[]');
  const held: { readonly state?: string }[] = [];
  for (const { execution } of pools) {
    const asked = ['-w', execution.workflowId, '--name', POOL_QUERY, '-o', 'json'];
    const { queryResult } = JSON.parse(await cli('workflow', 'query', ...asked));
    // The CLI writes an empty list as null.
    held.push(...(queryResult[0].holders ?? []), ...(queryResult[0].waiting ?? []));
  }
  // One that is kept waits a few seconds for the next run of an evaluation that has none.
  const used = held.filter(({ state }) => state !== 'kept');
  return {
    name: 'no run holds or awaits a slot',
    found: used.length > 0 ? JSON.stringify(used) : null,
  };
}

/** Who comes without a certificate, or with a stranger's, is turned away. */
export async function askUnauthorized({
  cli,
  certificates,
  port,
}: TemporalCluster): Promise<readonly Check[]> {
  const { authority, stranger } = certificates;
  const plain = [
    '--disable-config-file',
    '--disable-config-env',
    '--address',
    `127.0.0.1:${port}`,
    '--command-timeout',
    '5s',
  ];
  const turnedAway = async (name: string, args: readonly string[]): Promise<Check> => ({
    name,
    found: await cli('operator', 'cluster', 'health', ...plain, ...args).catch(() => null),
  });
  const tls = ['--tls', '--tls-ca-path', authority, '--tls-disable-host-verification'];
  return [
    await turnedAway('a client without TLS is turned away', []),
    await turnedAway('a client without a certificate is turned away', tls),
    await turnedAway('a client with a certificate of another authority is turned away', [
      ...tls,
      '--tls-cert-path',
      stranger.certificate,
      '--tls-key-path',
      stranger.key,
    ]),
  ];
}

export async function audit(settings: Settings): Promise<Check> {
  const found = await command(ratchetCommand('audit', 'verify'), {
    cwd: RATCHET_ROOT,
    env: cleanEnv(settings),
  }).then(
    () => null,
    (error: Error) => error.message,
  );
  return { name: 'ratchet audit verify finds nothing', found };
}
