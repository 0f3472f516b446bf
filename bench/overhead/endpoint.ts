import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { MISSED, PLAN } from './plan';

/** A stand-in for a model: speaks OpenAI's chat completions, knows every answer, and takes its time. */
export interface Endpoint {
  readonly url: string;
  /** Forgets what was asked until now. */
  forget(): void;
  seen(): Seen;
  close(): Promise<void>;
}

/** Of the chat completions since the last {@link Endpoint.forget}; times in milliseconds of `performance.now()`. */
export interface Seen {
  readonly calls: number;
  readonly firstAsked: number;
  readonly lastAnswered: number;
  readonly mostAtOnce: number;
  /** Requests that are no completion, such as the list of models. */
  readonly others: number;
}

const NOTHING: Seen = { calls: 0, firstAsked: 0, lastAnswered: 0, mostAtOnce: 0, others: 0 };

export async function startEndpoint(answerMs: number = PLAN.answerMs): Promise<Endpoint> {
  let seen = NOTHING;
  let open = 0;
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      seen = { ...seen, others: seen.others + 1 };
      send(response, { object: 'list', data: [{ id: 'stub', object: 'model' }] });
      return;
    }
    const firstAsked = seen.calls === 0 ? performance.now() : seen.firstAsked;
    open += 1;
    seen = {
      ...seen,
      firstAsked,
      calls: seen.calls + 1,
      mostAtOnce: Math.max(seen.mostAtOnce, open),
    };
    void answer(request, response, answerMs).then(() => {
      open -= 1;
      seen = { ...seen, lastAnswered: performance.now() };
    });
  });
  server.keepAliveTimeout = 60_000;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    forget: () => (seen = NOTHING),
    seen: () => seen,
    close: async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    },
  };
}

/** The time runs from the request's head on, however long its body takes. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  answerMs: number,
): Promise<void> {
  const ready = wait(answerMs);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  await ready;
  send(response, completion(text));
}

function completion(asked: string) {
  const about = [...asked.matchAll(/Weather in (\w+)\?/g)].at(-1)?.[1] ?? '';
  const city = about === MISSED ? 'Nowhere' : about;
  const called = asked.includes('"tools"');
  const call = { name: 'get_weather', arguments: JSON.stringify({ city }) };
  return {
    id: 'stub',
    object: 'chat.completion',
    created: 0,
    model: 'stub',
    choices: [
      {
        index: 0,
        finish_reason: called ? 'tool_calls' : 'stop',
        message: called
          ? {
              role: 'assistant',
              content: null,
              tool_calls: [{ id: 'c1', type: 'function', function: call }],
            }
          : { role: 'assistant', content: `It is fine in ${city}.` },
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 8, total_tokens: 28 },
  };
}

function send(response: ServerResponse, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
