import { Runtime } from '@temporalio/worker';
import { CliError, EXIT } from '../cli-error';
import type { Log } from '../log/log';
import { sdkLog } from '../log/sdk-log';
import { METRICS } from '../metrics/catalogue';

/** Bounds of the buckets, in seconds: a run takes from a moment to an hour. */
const RUN_BUCKETS = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/**
 * The SDK's runtime of this process, whose log is ours; its core's lines come through it as well.
 *
 * @param metrics - address and port for Prometheus
 * @throws {CliError} when nobody can listen there
 */
export function installRuntime(log: Log, metrics: string | undefined): void {
  try {
    Runtime.install({
      logger: sdkLog(log),
      shutdownSignals: [],
      telemetryOptions: {
        logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
        ...(metrics !== undefined && { metrics: { prometheus: prometheusAt(metrics) } }),
      },
    });
  } catch (error) {
    if (metrics === undefined) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(
      EXIT.failed,
      `Cannot show metrics at ${metrics}: ${why}. Name another address: --metrics HOST:PORT, or RATCHET_METRICS`,
      { cause: error },
    );
  }
}

/** Names as Prometheus wants them. */
function prometheusAt(bindAddress: string) {
  return {
    bindAddress,
    countersTotalSuffix: true,
    unitSuffix: true,
    useSecondsForDurations: true,
    histogramBucketOverrides: {
      [METRICS.runSeconds.name]: RUN_BUCKETS,
      [METRICS.queueSeconds.name]: RUN_BUCKETS,
    },
  };
}
