import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, FaultPlan, Turn } from './fault';
import { forward, type Passing, send, textOf } from './forward';

/** A proxy on loopback between the product and the model server, which spoils what it is told to spoil. */
export interface FaultProxy {
  readonly port: number;
  /** Sets the plan of a new scene. */
  play(plan: FaultPlan): void;
  /** Tells the proxy which run is being made. */
  begin(run: number): void;
}

/** Starts the proxy on a free port; it passes everything on until it is told otherwise. */
export async function startFaultProxy(serverPort: number): Promise<FaultProxy> {
  let plan: FaultPlan = () => ({ kind: 'pass' });
  let run = 1;
  const cache = new Map<string, string>();
  const server = http.createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const path = request.url ?? '/';
      const body = await textOf(request);
      const passing = { port: serverPort, path, body, request, response };
      if (!path.endsWith('/chat/completions')) return forward(passing);
      return befall(plan({ run }), passing, cache);
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    play: (next) => {
      plan = next;
      cache.clear();
    },
    begin: (next) => {
      run = next;
    },
  };
}

type Befalls = {
  readonly [K in Fault['kind']]: (
    fault: Extract<Fault, { kind: K }>,
    passing: Passing,
    cache: Map<string, string>,
  ) => Promise<void>;
};

const BEFALLS: Befalls = {
  pass: (_, passing) => forward(passing),
  status: async ({ status }, { response }) =>
    send(response, status, JSON.stringify({ error: { message: `refused with ${status}` } })),
  cut: async (_, { response }) => void response.destroy(),
  hang: async () => undefined,
  delay: async ({ ms }, passing) => {
    await wait(ms);
    await forward(passing);
  },
  served: ({ model }, passing) =>
    forward(passing, (text) => JSON.stringify({ ...JSON.parse(text), model })),
  cached: async (_, passing, cache) => {
    const key = JSON.stringify(messagesOf(passing.body));
    const known = cache.get(key);
    if (known !== undefined) return send(passing.response, 200, known);
    return forward(passing, (text) => {
      cache.set(key, text);
      return text;
    });
  },
  leak: ({ turns }, passing) => {
    const messages = messagesOf(passing.body);
    const leaked = [...messages.slice(0, -1), ...turns, ...messages.slice(-1)];
    const body = JSON.stringify({ ...JSON.parse(passing.body), messages: leaked });
    return forward({ ...passing, body });
  },
};

function befall<K extends Fault['kind']>(
  fault: Extract<Fault, { kind: K }>,
  passing: Passing,
  cache: Map<string, string>,
): Promise<void> {
  const kind: K = fault.kind;
  return BEFALLS[kind](fault, passing, cache);
}

function messagesOf(body: string): readonly Turn[] {
  const parsed: { readonly messages: readonly Turn[] } = JSON.parse(body);
  return parsed.messages;
}
