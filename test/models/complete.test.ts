import type { ModelEntry } from '../../activities/ports';
import { chatCompletion, toolCompletion } from './support/answers';
import { CANARY, clientAt, codeOf, failureOf, requestOf, WEATHER } from './support/clients';
import { answers, type Behaviour, type StandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

async function complete(
  behave: Behaviour,
  request = requestOf(),
  changes: Partial<ModelEntry> = {},
) {
  server = await startStandIn(behave);
  const answer = await clientAt(server.url, changes).complete(request, never);
  return { answer, seen: server.requests[0], requests: server.requests };
}

describe('complete() of an openai-compatible endpoint', () => {
  it('makes exactly one request, with the key, and gives text, usage, finish reason and model', async () => {
    const { answer, seen, requests } = await complete(answers(200, chatCompletion(' Hi there\n')));
    expect(requests).toHaveLength(1);
    expect(seen).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
    expect(seen?.headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(answer).toEqual({
      raw: { text: ' Hi there\n', toolCalls: [], finishReason: 'stop' },
      servedModel: 'tiny',
      usage: { inputTokens: 11, outputTokens: 7 },
      queueMs: 0,
    });
  });

  it('sends messages, temperature, seed and the token limit, and no more than the question holds', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'Bye' },
    ] as const;
    const { seen } = await complete(
      answers(200, chatCompletion('x')),
      requestOf({ messages }, { temperature: 0.7 }),
    );
    expect(seen?.body).toEqual({
      model: 'tiny',
      messages,
      temperature: 0.7,
      seed: 7,
      max_tokens: 64,
    });
  });

  it('keeps calls of one client apart that are under way at once: each with its own parameters', async () => {
    const stand = await startStandIn(answers(200, chatCompletion('x')));
    server = stand;
    const client = clientAt(stand.url, {});
    const budgets = [1, 2, 3, 4];
    await Promise.all(
      budgets.map((num_ctx) => client.complete(requestOf({}, { params: { num_ctx } }), never)),
    );
    const sent = stand.requests.map(({ body }) => Number(body['num_ctx']));
    expect(sent.toSorted((a, b) => a - b)).toEqual(budgets);
  });

  it('sends tools and gives the arguments as the text that came, well-formed or not', async () => {
    const broken = '{"city": "Oslo",, }';
    const { answer, seen } = await complete(
      answers(200, toolCompletion('get_weather', broken)),
      requestOf({ tools: [WEATHER] }),
    );
    const { name, description, parameters } = WEATHER;
    expect(seen?.body).toMatchObject({
      tools: [{ type: 'function', function: { name, description, parameters } }],
    });
    expect(answer.raw).toEqual({
      text: '',
      toolCalls: [{ name: 'get_weather', argumentsText: broken }],
      finishReason: 'tool-calls',
    });
  });

  it('really sends response_format json_schema, strict where the schema is fit for it', async () => {
    const { seen } = await complete(
      answers(200, chatCompletion('{}')),
      requestOf({ answerSchema: WEATHER.parameters }),
    );
    expect(seen?.body['response_format']).toEqual({
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: WEATHER.parameters },
    });
  });

  it('sends a schema with oneOf as not strict', async () => {
    const answerSchema = { oneOf: [WEATHER.parameters] };
    const { seen } = await complete(
      answers(200, chatCompletion('{}')),
      requestOf({ answerSchema }),
    );
    expect(seen?.body['response_format']).toMatchObject({
      json_schema: { strict: false, schema: answerSchema },
    });
  });

  it('passes provider parameters through as they are, max_tokens in place of the question’s', async () => {
    const params = { num_ctx: 4096, keep_alive: '10m', think: false, max_tokens: 9, top_p: 0.5 };
    const { seen } = await complete(answers(200, chatCompletion('x')), requestOf({}, { params }));
    expect(seen?.body).toMatchObject(params);
  });

  it('refuses parameters that would replace what the harness decides, before it asks', async () => {
    server = await startStandIn(answers(200, chatCompletion('x')));
    const request = requestOf({}, { params: { model: 'other', stream: true } });
    const failure = await failureOf(clientAt(server.url).complete(request, never));
    expect(codeOf(failure)).toBe('SPEC_INAPPLICABLE');
    expect(failure.message).toContain('model, stream');
    expect(server.requests).toHaveLength(0);
  });

  it('sends no key where the entry names none', async () => {
    const { seen } = await complete(answers(200, chatCompletion('x')), requestOf(), {
      apiKeyEnv: null,
    });
    expect(seen?.headers.authorization).toBeUndefined();
  });

  it('reads queue time apart, and takes a missing model and usage as untold', async () => {
    const { answer } = await complete(
      answers(
        200,
        chatCompletion('x', { model: undefined, usage: undefined, timings: { queue_ms: 250 } }),
      ),
    );
    expect(answer).toMatchObject({ servedModel: null, usage: null, queueMs: 250 });
  });

  it('gives an answer that was cut at the token limit as such', async () => {
    const choices = [
      { finish_reason: 'length', message: { role: 'assistant', content: 'No, no' } },
    ];
    const { answer } = await complete(answers(200, chatCompletion('', { choices })));
    expect(answer.raw).toMatchObject({ text: 'No, no', finishReason: 'length' });
  });

  it('leaves a model’s reasoning out of its answer', async () => {
    const message = { role: 'assistant', content: 'Yes', reasoning_content: 'Hm, well …' };
    const choices = [{ finish_reason: 'stop', message }];
    const { answer } = await complete(answers(200, chatCompletion('', { choices })));
    expect(answer.raw.text).toBe('Yes');
  });

  it.each(['tiny', 'tiny:latest', 'tiny-2025-01-01', 'tiny-20250101', 'alias'])(
    'counts an answer served by %s',
    async (model) => {
      const { answer } = await complete(answers(200, chatCompletion('x', { model })), requestOf(), {
        servedAs: ['alias'],
      });
      expect(answer.servedModel).toBe(model);
    },
  );

  it.each(['small', 'tiny-2', 'tiny-instruct', '/models/tiny.gguf', 'tiny.gguf'])(
    'does not count an answer served by %s, and names both models',
    async (model) => {
      server = await startStandIn(answers(200, chatCompletion('x', { model })));
      const failure = await failureOf(clientAt(server.url).complete(requestOf(), never));
      expect(codeOf(failure)).toBe('SERVED_OTHER_MODEL');
      expect(failure.message).toContain('"tiny"');
      expect(failure.message).toContain(`"${model}"`);
    },
  );
});
