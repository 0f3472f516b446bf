import type { ModelEntry } from '../../activities/ports';
import { anthropicMessage, chatCompletion, toolCompletion } from './support/answers';
import {
  allTextOf,
  CANARY,
  clientAt,
  codeOf,
  failureOf,
  requestOf,
  WEATHER,
} from './support/clients';
import { answers, type Behaviour, type StandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

const OPENAI: Partial<ModelEntry> = { provider: 'openai', modelId: 'gpt-tiny' };
const ANTHROPIC: Partial<ModelEntry> = { provider: 'anthropic', modelId: 'claude-tiny' };

async function complete(provider: Partial<ModelEntry>, behave: Behaviour, request = requestOf()) {
  server = await startStandIn(behave);
  const answer = await clientAt(server.url, provider).complete(request, never);
  expect(server.requests).toHaveLength(1);
  return { answer, seen: server.requests[0] };
}

async function failure(provider: Partial<ModelEntry>, behave: Behaviour, request = requestOf()) {
  server = await startStandIn(behave);
  const error = await failureOf(clientAt(server.url, provider).complete(request, never));
  expect(server.requests.length).toBeLessThanOrEqual(1);
  expect(allTextOf(error)).not.toContain(CANARY);
  return error;
}

describe('complete() of OpenAI', () => {
  const served = { model: 'gpt-tiny-2025-01-01' };

  it('asks the chat completions API once, with key, seed and schema, and takes the dated name', async () => {
    const { answer, seen } = await complete(
      OPENAI,
      answers(200, chatCompletion('{"city":"Oslo"}', served)),
      requestOf({ answerSchema: WEATHER.parameters }, { params: { top_p: 0.9 } }),
    );
    expect(seen?.path).toBe('/v1/chat/completions');
    expect(seen?.headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(seen?.body).toMatchObject({
      model: 'gpt-tiny',
      seed: 7,
      temperature: 0,
      top_p: 0.9,
      max_tokens: 64,
      response_format: { type: 'json_schema', json_schema: { strict: true } },
    });
    expect(answer).toMatchObject({
      raw: { text: '{"city":"Oslo"}', finishReason: 'stop' },
      servedModel: served.model,
      usage: { inputTokens: 11, outputTokens: 7 },
    });
  });

  it('gives the arguments of a call as they came', async () => {
    const { answer } = await complete(
      OPENAI,
      answers(200, { ...toolCompletion('get_weather', '{"city": "Os'), ...served }),
      requestOf({ tools: [WEATHER] }),
    );
    expect(answer.raw.toolCalls).toEqual([{ name: 'get_weather', argumentsText: '{"city": "Os' }]);
  });

  it.each([
    [401, { error: { message: `Incorrect API key: ${CANARY}` } }, 'MODEL_UNAUTHORIZED'],
    [404, { error: { message: 'gone', code: 'model_not_found' } }, 'MODEL_NOT_FOUND'],
    [429, { error: { message: 'Rate limit reached' } }, 'ThrottledError'],
    [500, { error: { message: 'The server had an error' } }, 'MODEL_FAILED'],
    [200, 'not JSON', 'MODEL_ANSWER_UNREADABLE'],
    [200, chatCompletion('x', { model: 'gpt-other' }), 'SERVED_OTHER_MODEL'],
  ])('tells %i apart', async (status, body, code) => {
    expect(codeOf(await failure(OPENAI, answers(status, body)))).toBe(code);
  });
});

describe('complete() of Anthropic', () => {
  const text = { type: 'text', text: 'Hello' };

  it('asks the messages API once, with key and version, without the seed it does not take', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ] as const;
    const { answer, seen } = await complete(
      ANTHROPIC,
      answers(200, anthropicMessage([text])),
      requestOf({ messages }, { params: { top_k: 1 } }),
    );
    expect(seen?.path).toBe('/v1/messages');
    expect(seen?.headers['x-api-key']).toBe(CANARY);
    expect(seen?.headers['anthropic-version']).toBeDefined();
    expect(seen?.body).toMatchObject({ model: 'claude-tiny', max_tokens: 64, top_k: 1 });
    expect(seen?.body).not.toHaveProperty('seed');
    expect(answer).toMatchObject({
      raw: { text: 'Hello', toolCalls: [], finishReason: 'stop' },
      servedModel: 'claude-tiny-20250101',
      usage: { inputTokens: 12, outputTokens: 5 },
    });
  });

  it('gives calls beside the text that goes with them', async () => {
    const call = { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Oslo' } };
    const { answer } = await complete(
      ANTHROPIC,
      answers(200, anthropicMessage([text, call], { stop_reason: 'tool_use' })),
      requestOf({ tools: [WEATHER] }),
    );
    expect(answer.raw).toEqual({
      text: 'Hello',
      toolCalls: [{ name: 'get_weather', argumentsText: '{"city":"Oslo"}' }],
      finishReason: 'tool-calls',
    });
  });

  it('asks for an answer of a schema by output_config', async () => {
    const json = { type: 'text', text: '{"city":"Oslo"}' };
    const { answer, seen } = await complete(
      ANTHROPIC,
      answers(200, anthropicMessage([json])),
      requestOf({ answerSchema: WEATHER.parameters }),
    );
    expect(seen?.body['output_config']).toMatchObject({
      format: { type: 'json_schema', schema: WEATHER.parameters },
    });
    expect(answer.raw.text).toBe('{"city":"Oslo"}');
  });

  it('asks a model without constrained answers by a tool of that schema, and gives its input as text', async () => {
    const model = 'claude-3-haiku-20240307';
    const call = { type: 'tool_use', id: 'toolu_1', name: 'json', input: { city: 'Oslo' } };
    const { answer, seen } = await complete(
      { ...ANTHROPIC, modelId: model },
      answers(200, anthropicMessage([call], { model, stop_reason: 'tool_use' })),
      requestOf({ answerSchema: WEATHER.parameters }),
    );
    expect(seen?.body).toMatchObject({ tools: [{ name: 'json' }] });
    expect(answer.raw).toEqual({
      text: '{"city":"Oslo"}',
      toolCalls: [],
      finishReason: 'stop',
    });
  });

  it.each([
    [401, { type: 'authentication_error', message: 'invalid x-api-key' }, 'MODEL_UNAUTHORIZED'],
    [404, { type: 'not_found_error', message: 'model: claude-tiny' }, 'MODEL_NOT_FOUND'],
    [429, { type: 'rate_limit_error', message: 'slow down' }, 'ThrottledError'],
    [529, { type: 'overloaded_error', message: 'Overloaded' }, 'ThrottledError'],
    [500, { type: 'api_error', message: 'Internal server error' }, 'MODEL_FAILED'],
    [
      400,
      { type: 'invalid_request_error', message: 'max_tokens: too large' },
      'MODEL_REQUEST_REFUSED',
    ],
  ])('tells %i %j apart', async (status, error, code) => {
    const body = { type: 'error', error };
    expect(codeOf(await failure(ANTHROPIC, answers(status, body)))).toBe(code);
  });

  it('does not count another model’s answer, nor an unreadable one', async () => {
    const other = anthropicMessage([text], { model: 'claude-other' });
    expect(codeOf(await failure(ANTHROPIC, answers(200, other)))).toBe('SERVED_OTHER_MODEL');
    await server?.close();
    expect(codeOf(await failure(ANTHROPIC, answers(200, '{"type":')))).toBe(
      'MODEL_ANSWER_UNREADABLE',
    );
  });

  it('says that a temperature above 1 does not apply, without asking', async () => {
    const error = await failure(ANTHROPIC, answers(200, ''), requestOf({}, { temperature: 1.5 }));
    expect(codeOf(error)).toBe('SPEC_INAPPLICABLE');
    expect(error.message).toContain('temperature 1.5: Anthropic takes 0 to 1');
    expect(server?.requests).toHaveLength(0);
  });
});
