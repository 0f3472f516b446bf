import { context, trace, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { envDetectorSync, Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
  OpenTelemetryActivityOutboundInterceptor,
  type OpenTelemetrySinks,
} from '@temporalio/interceptors-opentelemetry';
import type { ActivityInterceptorsFactory, InjectedSinks } from '@temporalio/worker';
import type { ModelClient, ModelEntry } from '../../../activities/ports';
import { otlpExporter } from './otlp-exporter';
import type { OtlpSettings } from './otlp-settings';
import { tracedClient } from './traced-client';

/** What a worker needs so that its workflows, activities and model calls make spans. */
export interface Traces {
  /** Modules that go into the workflow bundle. */
  readonly workflowModules: readonly string[];
  readonly sinks: InjectedSinks<OpenTelemetrySinks>;
  readonly interceptor: ActivityInterceptorsFactory;
  /** A client whose calls make spans. */
  readonly watched: (client: ModelClient, entry: ModelEntry) => ModelClient;
  /** Sends what is left. */
  end(): Promise<void>;
}

/** Sets up OpenTelemetry in this process. */
export function startTraces(settings: OtlpSettings, warn: (message: string) => void): Traces {
  const resource = new Resource({ 'service.name': 'ratchet-worker' }).merge(
    new Resource(envDetectorSync.detect().attributes),
  );
  const processor = new BatchSpanProcessor(otlpExporter(settings, warn));
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  const tracer: Tracer = provider.getTracer('ratchet');
  return {
    workflowModules: [
      require.resolve('@temporalio/interceptors-opentelemetry/lib/workflow-interceptors'),
    ],
    sinks: { exporter: makeWorkflowExporter(processor, resource) },
    interceptor: (of) => ({
      inbound: new OpenTelemetryActivityInboundInterceptor(of),
      outbound: new OpenTelemetryActivityOutboundInterceptor(of),
    }),
    watched: (client, entry) => tracedClient(client, entry, tracer),
    end: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}
