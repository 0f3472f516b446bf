import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** What the endpoint does instead of answering. */
export type Trouble =
  | { readonly kind: 'hang' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds: number | null };

/** A model's question: the same question of another run has another seed, so it is another one. */
export interface Asked {
  readonly at: number;
  readonly seed: string;
  /** Hash of the whole request. */
  readonly question: string;
  readonly model: string;
  /** When the answer was given; null: not yet, or never. */
  answeredAt: number | null;
  /** It was met with trouble instead of an answer: its run is void, or asks it again as another question. */
  troubled: boolean;
}

/** The address of an endpoint, where its troubles are played and its requests are counted. */
export interface EndpointFront {
  readonly url: string;
  /** Every question, in the order in which they came. */
  readonly asked: readonly Asked[];
  /** The next so many questions meet it. */
  trouble(trouble: Trouble, questions: number): void;
  /** From now on questions are answered again; those that hang are cut. */
  mend(): void;
  /** Nobody listens at the address any more: open connections are cut, new ones refused. */
  refuse(): Promise<void>;
  listenAgain(): Promise<void>;
  close(): Promise<void>;
}

export async function endpointFront(target: string): Promise<EndpointFront> {
  const asked: Asked[] = [];
  const open = new Set<Asked>();
  const hanging = new Set<ServerResponse>();
  let met: { readonly trouble: Trouble; left: number } | null = null;

  const server = createServer((incoming, answer) => {
    void take(incoming, answer).catch(() => answer.destroy());
  });

  async function take(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await text(incoming);
    if (!incoming.url?.endsWith('/chat/completions')) return pass(incoming, answer, body);
    const question = questionIn(body);
    asked.push(question);
    if (met !== null && met.left > 0) {
      met.left -= 1;
      question.troubled = true;
      return meet(met.trouble, answer);
    }
    open.add(question);
    answer.on('finish', () => {
      if (answer.statusCode === 200) question.answeredAt = performance.now();
    });
    answer.on('close', () => open.delete(question));
    pass(incoming, answer, body);
  }

  function meet(trouble: Trouble, answer: ServerResponse): void {
    if (trouble.kind === 'hang') {
      hanging.add(answer);
      return;
    }
    if (trouble.retryAfterSeconds !== null) {
      answer.setHeader('retry-after', String(trouble.retryAfterSeconds));
    }
    answer.writeHead(trouble.status, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ error: { message: 'trouble, played by a plan of faults' } }));
  }

  function pass({ url, method, headers }: IncomingMessage, answer: ServerResponse, body: string) {
    const { origin, host } = new URL(target);
    const options = { method: method ?? 'GET', headers: { ...headers, host } };
    const passed = request(`${origin}${url}`, options, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    passed.end(body);
  }

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  const refuse = () => {
    for (const question of open) question.troubled = true;
    return new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    trouble: (trouble, questions) => {
      met = { trouble, left: questions };
    },
    mend: () => {
      met = null;
      for (const answer of hanging) answer.destroy();
      hanging.clear();
    },
    refuse,
    listenAgain: () => listen(port),
    close: refuse,
  };
}

function questionIn(body: string): Asked {
  const { seed, model }: { seed?: unknown; model?: unknown } = JSON.parse(body);
  return {
    at: performance.now(),
    seed: String(seed),
    model: String(model),
    question: createHash('sha256').update(body).digest('hex'),
    answeredAt: null,
    troubled: false,
  };
}
