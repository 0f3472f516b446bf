import { ThrottledError } from '../../activities/ports';
import { RatchetError, RETRYABLE } from '../../src/errors';
import { chatCompletion } from './support/answers';
import {
  allTextOf,
  CANARY,
  clientAt,
  codeOf,
  failureOf,
  requestOf,
  WEATHER,
} from './support/clients';
import { answers, type StandIn, startStandIn } from './support/stand-in';

const never = new AbortController().signal;
let server: StandIn | undefined;
afterEach(() => server?.close());

const plain = requestOf();
const withTools = requestOf({ tools: [WEATHER] });
const withSchema = requestOf({ answerSchema: WEATHER.parameters });

interface Fault {
  readonly what: string;
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
  readonly request?: typeof plain;
  readonly code: string;
  readonly says: RegExp;
}

/** As the servers named tell it. */
const FAULTS: readonly Fault[] = [
  {
    what: 'a wrong key, which the endpoint repeats (OpenAI)',
    status: 401,
    body: { error: { message: `Incorrect API key provided: ${CANARY}.`, code: 'invalid_api_key' } },
    code: 'MODEL_UNAUTHORIZED',
    says: /does not accept the key in TEST_KEY.*Incorrect API key provided: \[key\]/,
  },
  {
    what: 'a key without the right',
    status: 403,
    body: 'Forbidden',
    code: 'MODEL_UNAUTHORIZED',
    says: /TEST_KEY.*HTTP 403: Forbidden/,
  },
  {
    what: 'a model that is not there (Ollama)',
    status: 404,
    body: { error: { message: 'model "tiny" not found, try pulling it first' } },
    code: 'MODEL_NOT_FOUND',
    says: /has no model "tiny"; pull or load it there, or correct `model`/,
  },
  {
    what: 'a model that is not there (vLLM)',
    status: 404,
    body: { message: 'The model `tiny` does not exist.', object: 'error' },
    code: 'MODEL_NOT_FOUND',
    says: /has no model "tiny"/,
  },
  {
    what: 'a model that the project may not use (OpenAI)',
    status: 403,
    body: { error: { message: 'No access to model tiny', code: 'model_not_found' } },
    code: 'MODEL_NOT_FOUND',
    says: /has no model "tiny"/,
  },
  {
    what: 'a wrong path (Ollama)',
    status: 404,
    body: '404 page not found',
    code: 'MODEL_REQUEST_REFUSED',
    says: /has nothing at http:.*\/v1\/chat\/completions; baseUrl is wrong, most end in \/v1/,
  },
  {
    what: 'a wrong path told with status 200 (LM Studio)',
    status: 200,
    body: { error: 'Unexpected endpoint or method. (POST /chat/completions)' },
    code: 'MODEL_REQUEST_REFUSED',
    says: /baseUrl is wrong/,
  },
  {
    what: 'an account without credit (OpenAI)',
    status: 429,
    body: { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
    code: 'MODEL_REQUEST_REFUSED',
    says: /no credit left/,
  },
  {
    what: 'an inner fault',
    status: 500,
    body: { error: { message: 'CUDA error: out of memory' } },
    code: 'MODEL_FAILED',
    says: /failed at the request.*HTTP 500: CUDA error: out of memory/,
  },
  {
    what: 'a gateway’s page of HTML',
    status: 502,
    body: '<html><body>Bad Gateway</body></html>',
    code: 'MODEL_FAILED',
    says: /\(HTTP 502\)$/,
  },
  { what: 'a gateway’s time-out', status: 504, body: '', code: 'MODEL_FAILED', says: /HTTP 504/ },
  {
    what: 'a fault told with status 200 (gateways)',
    status: 200,
    body: { error: { message: 'Provider returned error', code: 502 } },
    code: 'MODEL_FAILED',
    says: /HTTP 502: Provider returned error/,
  },
  {
    what: 'tools not supported (Ollama)',
    status: 400,
    body: { error: { message: 'registry/tiny:latest does not support tools' } },
    request: withTools,
    code: 'SPEC_INAPPLICABLE',
    says: /does not take tools for this model .*does not support tools/,
  },
  {
    what: 'tools not switched on (llama.cpp)',
    status: 500,
    body: { error: { message: 'tools param requires --jinja flag', code: 500 } },
    request: withTools,
    code: 'SPEC_INAPPLICABLE',
    says: /--jinja/,
  },
  {
    what: 'tools not switched on (vLLM)',
    status: 400,
    body: { message: '"auto" tool choice requires --enable-auto-tool-choice to be set' },
    request: withTools,
    code: 'SPEC_INAPPLICABLE',
    says: /--enable-auto-tool-choice/,
  },
  {
    what: 'constrained answers not supported',
    status: 400,
    body: { error: { message: "'response_format' of type json_schema is not supported" } },
    request: withSchema,
    code: 'SPEC_INAPPLICABLE',
    says: /does not take this JSON schema/,
  },
  {
    what: 'a schema that cannot be made a grammar (llama.cpp)',
    status: 400,
    body: { error: { message: 'failed to parse grammar' } },
    request: withSchema,
    code: 'SPEC_INAPPLICABLE',
    says: /failed to parse grammar/,
  },
  {
    what: 'a temperature that the model does not take (OpenAI)',
    status: 400,
    body: { error: { message: "Unsupported value: 'temperature' does not support 0" } },
    code: 'SPEC_INAPPLICABLE',
    says: /does not take this temperature/,
  },
  {
    what: 'a parameter that the model does not take (Ollama)',
    status: 400,
    body: { error: { message: '"tiny" does not support thinking' } },
    request: requestOf({}, { params: { think: true } }),
    code: 'SPEC_INAPPLICABLE',
    says: /does not take this think .*does not support thinking/,
  },
  {
    what: 'a bad request',
    status: 400,
    body: { error: { message: 'max_tokens is too large' } },
    code: 'MODEL_REQUEST_REFUSED',
    says: /refuses the request \(HTTP 400: max_tokens is too large\)/,
  },
  {
    what: 'a request that does not validate',
    status: 422,
    body: { detail: 'top_p must be in [0, 1]' },
    code: 'MODEL_REQUEST_REFUSED',
    says: /HTTP 422: top_p must be/,
  },
  {
    what: 'a redirect, which is not followed',
    status: 307,
    body: '',
    headers: { location: 'http://user:secret@other.example/v1/chat/completions?k=1' },
    code: 'MODEL_REQUEST_REFUSED',
    says: /redirects to http:\/\/other\.example, which is not followed/,
  },
  {
    what: 'malformed JSON',
    status: 200,
    body: 'Internal: {{ nope',
    code: 'MODEL_ANSWER_UNREADABLE',
    says: /it is not JSON: Internal/,
  },
  {
    what: 'JSON that breaks off',
    status: 200,
    body: JSON.stringify(chatCompletion('Hello')).slice(0, 60),
    code: 'MODEL_ANSWER_UNREADABLE',
    says: /breaks off in the middle/,
  },
  {
    what: 'JSON of something else',
    status: 200,
    body: { hello: 'world' },
    code: 'MODEL_ANSWER_UNREADABLE',
    says: /JSON, but no chat completion: \{"hello":"world"\}/,
  },
  {
    what: 'no choices',
    status: 200,
    body: chatCompletion('', { choices: [] }),
    code: 'MODEL_ANSWER_UNREADABLE',
    says: /holds no choices/,
  },
  { what: 'nothing', status: 200, body: '', code: 'MODEL_ANSWER_UNREADABLE', says: /it is empty/ },
];

describe('complete() tells faults apart', () => {
  it.each(FAULTS)('$what: $code', async (fault) => {
    server = await startStandIn(answers(fault.status, fault.body, fault.headers));
    const failure = await failureOf(clientAt(server.url).complete(fault.request ?? plain, never));
    expect(codeOf(failure)).toBe(fault.code);
    expect(failure.message).toMatch(fault.says);
    expect(failure.message).toContain('"lfm"');
    expect(allTextOf(failure)).not.toContain(CANARY);
    expect(server.requests).toHaveLength(1);
  });

  it('says to name a variable when the endpoint wants a key and the entry has none', async () => {
    server = await startStandIn(answers(401, ''));
    const client = clientAt(server.url, { apiKeyEnv: null });
    const failure = await failureOf(client.complete(plain, never));
    expect(failure.message).toContain('name the environment variable that holds it in `apiKeyEnv`');
  });

  it('does not blame the spec for an error about tools when no tools were sent', async () => {
    server = await startStandIn(answers(400, { error: { message: 'tools: not supported' } }));
    const failure = await failureOf(clientAt(server.url).complete(plain, never));
    expect(codeOf(failure)).toBe('MODEL_REQUEST_REFUSED');
  });

  it.each([
    ['retry-after', '7', 7_000],
    ['retry-after', '0.25', 250],
    ['retry-after-ms', '1500', 1_500],
  ])('%s: %s asks to wait', async (name, value, expected) => {
    server = await startStandIn(answers(429, { error: 'slow down' }, { [name]: value }));
    const failure = await failureOf(clientAt(server.url).complete(plain, never));
    expect(failure).toBeInstanceOf(ThrottledError);
    expect(failure).toMatchObject({ retryAfterMs: expected });
    expect(server.requests).toHaveLength(1);
  });

  it('reads Retry-After as a date, and a 503 or 529 without one as an untold wait', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    server = await startStandIn(answers(503, 'Loading model', { 'retry-after': date }));
    const dated = await failureOf(clientAt(server.url).complete(plain, never));
    await server.close();
    server = await startStandIn(answers(529, ''));
    const untold = await failureOf(clientAt(server.url).complete(plain, never));
    expect(dated).toMatchObject({ name: 'ThrottledError' });
    expect(dated instanceof ThrottledError && dated.retryAfterMs).toBeGreaterThan(20_000);
    expect(untold).toMatchObject({ name: 'ThrottledError', retryAfterMs: null });
  });

  it.each([
    [500, { error: { message: 'error parsing tool call: raw=\'{"a":\', err=EOF' } }],
    [500, { error: { message: 'Failed to parse input at pos 12: [get_weather(', code: 500 } }],
    [500, { error: { message: 'Failed to parse tool call arguments as JSON' } }],
    [400, { error: { code: 'tool_use_failed', message: 'Failed to call a function.' } }],
  ])(
    'gives an endpoint’s failure to read its model’s call as an answer (%i)',
    async (status, body) => {
      server = await startStandIn(answers(status, body));
      const answer = await clientAt(server.url).complete(withTools, never);
      expect(answer.raw).toEqual({
        text: body.error.message,
        toolCalls: [],
        finishReason: 'error',
      });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('retries what may pass by itself, and nothing else', () => {
    const codes = new Set(FAULTS.map(({ code }) => code));
    const retried = Object.entries(RETRYABLE).filter(([code, retry]) => retry && codes.has(code));
    expect(retried.map(([code]) => code)).toEqual(['MODEL_FAILED', 'MODEL_ANSWER_UNREADABLE']);
  });

  it('asks nothing without the key that the entry names', () => {
    const make = () => clientAt('http://127.0.0.1:1/v1', { apiKeyEnv: 'UNSET_KEY' });
    expect(make).toThrow(RatchetError);
    expect(make).toThrow(/UNSET_KEY is not set; set UNSET_KEY where the worker runs/);
  });
});
