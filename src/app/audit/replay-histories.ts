import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { compareCommands, firstUnsent, type SentValue } from '../../audit/compare-commands';
import type { FindingInside } from '../../audit/finding';
import type { RunRecord } from '../../audit/run-record';

/** A history to replay. */
export interface ReplayedHistory {
  readonly record: RunRecord;
  /** As archived. */
  readonly history: unknown;
}

type Payloads = Parameters<Codec['encode']>[0];
type Codec = NonNullable<
  NonNullable<Parameters<typeof Worker.runReplayHistories>[0]['dataConverter']>['payloadCodecs']
>[number];

/**
 * Runs histories through workflow code: does it give the same commands, in the same order, with the same content?
 * Needs no server.
 *
 * @returns per history what differs, with its event and cause; empty: nothing
 */
export async function* replayHistories(
  code: string,
  histories: readonly ReplayedHistory[],
): AsyncGenerator<{ readonly record: RunRecord; readonly findings: readonly FindingInside[] }> {
  installQuietRuntime();
  const listener = listeningCodec();
  const replays = Worker.runReplayHistories(
    {
      workflowBundle: { code, sourceMap: '' },
      dataConverter: { payloadCodecs: [listener.codec] },
      sinks: NO_TRACES,
    },
    histories.map(({ record, history }) => ({
      workflowId: record.workflowId,
      // The SDK reads JSON as the archive has it, and checks it itself.
      history: Object(history),
    })),
  );
  let place = 0;
  for await (const { error } of replays) {
    const record = histories[place]?.record;
    place += 1;
    const sent = listener.taken();
    if (!record) continue;
    const findings = error ? [mismatch(error, record, sent)] : compareCommands(record, sent);
    yield { record, findings };
  }
}

/** The code of workers that make traces hands them on here; a replay makes none. */
const NO_TRACES = { exporter: { export: { fn: () => undefined } } };

let installed = false;

/** A mismatch is told by us; the runtime would tell it a second time. */
function installQuietRuntime(): void {
  if (installed) return;
  installed = true;
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
      shutdownSignals: [],
    });
  } catch {
    // A test has installed one already.
  }
}

/** Listens to what a replay sends out, and changes nothing. */
function listeningCodec(): { readonly codec: Codec; readonly taken: () => readonly SentValue[] } {
  let sent: SentValue[] = [];
  return {
    taken: () => {
      const all = sent;
      sent = [];
      return all;
    },
    codec: {
      encode: async (payloads, context) => {
        const to =
          context?.type === 'activity'
            ? `activity ${context.activityId ?? ''}`
            : `workflow ${context?.workflowId ?? ''}`;
        sent.push(...valuesOf(payloads).map((value) => ({ to, value })));
        return payloads;
      },
      decode: async (payloads) => payloads,
    },
  };
}

function valuesOf(payloads: Payloads): readonly unknown[] {
  return payloads.map(({ data }) => {
    try {
      return JSON.parse(Buffer.from(data ?? []).toString('utf8'));
    } catch {
      return undefined;
    }
  });
}

/** Temporal says why, and not always at which event: that is the first command of the history that was not given. */
function mismatch(
  { message }: Error,
  record: RunRecord,
  sent: readonly SentValue[],
): FindingInside {
  const [cause] = /Nondeterminism error: [^"\\]+/.exec(message) ?? message.split('\n');
  const at = firstUnsent(record, sent) ?? 'after its last command';
  return {
    at: `${at} of ${record.workflowId}`,
    expected: 'the commands of the history',
    found: cause ?? message,
  };
}
