import {
  type Attributes,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from '@opentelemetry/api';
import type { ModelAnswer, ModelClient, ModelEntry, ModelRequest } from '../../../activities/ports';
import { RatchetError } from '../../errors';

/**
 * The client, with a span for each call by the conventions of OpenTelemetry for generative AI. No span holds anything
 * of a prompt, a tool or an answer.
 */
export function tracedClient(client: ModelClient, entry: ModelEntry, tracer: Tracer): ModelClient {
  return {
    ...client,
    complete: (request, signal) => {
      const options = { kind: SpanKind.CLIENT, attributes: asked(entry, request) };
      return tracer.startActiveSpan(`chat ${entry.modelId}`, options, async (span) => {
        try {
          const answer = await client.complete(request, signal);
          span.setAttributes(answered(answer));
          return answer;
        } catch (error) {
          fail(span, error);
          throw error;
        } finally {
          span.end();
        }
      });
    },
  };
}

const PROVIDERS: Readonly<Record<ModelEntry['provider'], string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  'openai-compatible': 'openai-compatible',
  embedded: 'llama.cpp',
  scenario: 'scenario',
  plugin: 'plugin',
};

function asked(
  entry: ModelEntry,
  { temperature, seed, question, params }: ModelRequest,
): Attributes {
  const most = params['max_tokens'] ?? question.maxTokens;
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': PROVIDERS[entry.provider],
    'gen_ai.request.model': entry.modelId,
    'gen_ai.request.temperature': temperature,
    'gen_ai.request.seed': seed,
    ...(typeof most === 'number' && { 'gen_ai.request.max_tokens': most }),
    'gen_ai.output.type': question.answerSchema === undefined ? 'text' : 'json',
    'ratchet.model': entry.name,
  };
}

function answered({ raw, servedModel, usage, queueMs }: ModelAnswer): Attributes {
  return {
    'gen_ai.response.finish_reasons': [raw.finishReason],
    ...(servedModel !== null && { 'gen_ai.response.model': servedModel }),
    ...(usage && {
      'gen_ai.usage.input_tokens': usage.inputTokens,
      'gen_ai.usage.output_tokens': usage.outputTokens,
    }),
    'ratchet.queue_ms': queueMs,
  };
}

/** Messages of endpoints may repeat what they were asked: only the kind of the error is told. */
function fail(span: Span, error: unknown): void {
  const kind = error instanceof RatchetError ? error.code : nameOf(error);
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', kind);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
