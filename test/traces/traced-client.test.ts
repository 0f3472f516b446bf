import { createModelClient } from '../../activities/models/create-model-client';
import { startScenario } from '../../scenario/start-scenario';
import { startTraces, type Traces } from '../../src/app/traces/traces';
import { RatchetError } from '../../src/errors';
import { scenarioModel } from '../support/study-server';
import { startTraceCollector, type TraceCollector } from '../support/trace-collector';
import { steadyTable } from '../support/worked-example';

const SECRET_WORDS = 'canary-of-a-prompt';

describe('the span of a model call', () => {
  let collector: TraceCollector;
  let traces: Traces;
  const warnings: string[] = [];

  beforeAll(async () => {
    collector = await startTraceCollector();
    const settings = { url: `${collector.url}/v1/traces`, headers: {} };
    traces = startTraces(settings, (message) => warnings.push(message));
  });

  afterAll(() => collector.close());

  it('tells model, tokens and how it ended, and nothing of prompt or answer', async () => {
    const scenario = await startScenario({ table: steadyTable(1) });
    const entry = scenarioModel('lfm', scenario.url);
    const request = {
      question: { messages: [{ role: 'user' as const, content: SECRET_WORDS }], maxTokens: 20 },
      temperature: 0.5,
      seed: 7,
      params: { max_tokens: 9 },
    };
    const client = traces.watched(createModelClient(entry, { env: {} }), entry);
    const answer = await client.complete(request, new AbortController().signal);
    await scenario.close();
    await expect(client.complete(request, new AbortController().signal)).rejects.toThrow(
      RatchetError,
    );
    await traces.end();
    expect(collector.spans).toHaveLength(2);
    const [good, bad] = collector.spans;
    expect(good).toMatchObject({
      name: 'chat lfm',
      kind: 3,
      status: { code: 0 },
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'scenario',
        'gen_ai.request.model': 'lfm',
        'gen_ai.request.temperature': 0.5,
        'gen_ai.request.seed': '7',
        'gen_ai.request.max_tokens': '9',
        'gen_ai.response.model': 'lfm',
        'gen_ai.usage.input_tokens': String(answer.usage?.inputTokens),
        'gen_ai.usage.output_tokens': String(answer.usage?.outputTokens),
      },
    });
    expect(bad).toMatchObject({
      name: 'chat lfm',
      status: { code: 2 },
      attributes: { 'error.type': 'MODEL_UNREACHABLE' },
    });
    expect(BigInt(good?.endTimeUnixNano ?? 0)).toBeGreaterThan(
      BigInt(good?.startTimeUnixNano ?? 0),
    );
    expect(collector.bodies.join('')).not.toContain(SECRET_WORDS);
    expect(warnings).toEqual([]);
  });
});
