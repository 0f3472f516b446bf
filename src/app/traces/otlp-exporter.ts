import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { otlpJson } from './otlp-json';
import type { OtlpSettings } from './otlp-settings';

/** A collector that does not answer must not hold up the end of a worker for long. */
const LIMIT_MS = 5_000;
/** What `ExportResultCode` of OpenTelemetry calls success and failure. */
const SUCCESS = 0;
const FAILED = 1;

/**
 * Sends spans to a collector, one request per batch; what it does not take is lost, as traces may be.
 *
 * @param warn - told when a collector begins to fail, and once it is back
 */
export function otlpExporter(
  { url, headers }: OtlpSettings,
  warn: (message: string) => void,
): SpanExporter {
  let isDown = false;
  const tell = (down: boolean, message: string): void => {
    if (down !== isDown) warn(message);
    isDown = down;
  };
  const arrives = async (spans: readonly ReadableSpan[]): Promise<boolean> => {
    try {
      await send(url, headers, spans);
      tell(false, 'traces arrive again');
      return true;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const host = new URL(url).host;
      tell(true, `traces are lost: the collector at ${host} does not take them (${why})`);
      return false;
    }
  };
  const deliver = async (...[spans, done]: Parameters<SpanExporter['export']>): Promise<void> =>
    done({ code: (await arrives(spans)) ? SUCCESS : FAILED });
  return {
    export: (spans, done) => void deliver(spans, done),
    shutdown: () => Promise.resolve(),
  };
}

async function send(
  url: string,
  headers: OtlpSettings['headers'],
  spans: readonly ReadableSpan[],
): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(otlpJson(spans)),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
}
